/// What crosses a door between two rooms: the run file, manifests, documents, errors, progress.
///
/// Takes: nothing. Gives: the types that every room may use. Read [Stage] first, then [Manifest]
/// and [org.bloomery.artifact.run.Run].
///
/// A run directory holds one folder per stage. A stage works in `FOLDER.partial`, writes
/// `manifest.json` last and is then moved into place, so that a folder without the suffix is always
/// whole. `measured.json` and everything below a folder `measured/` hold values that differ from
/// run to run (times, energy); they are not digested.
///
/// To let a new artefact cross a door, add a small record with its reader and writer here, and
/// state the file format in its documentation.
@NullMarked
package org.bloomery.artifact;

import org.jspecify.annotations.NullMarked;
