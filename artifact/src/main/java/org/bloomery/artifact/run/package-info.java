/// The run file: TOML bound to records, with the origin of every value.
///
/// Takes a file, a preset and `--set` options; gives a [Run]. Read [RunFile] first. Each section is
/// a record whose components are the keys; a component marked `@Nullable` may be absent, all others
/// must be stated in the preset, the file or by `--set`. A compact constructor that throws
/// `IllegalArgumentException` refuses a section; all problems are reported at once.
///
/// To add a setting: one record component here, one line in each preset that needs it.
@NullMarked
package org.bloomery.artifact.run;

import org.jspecify.annotations.NullMarked;
