/// How a stage of a run is carried out: its key, its folder, its manifest, and going on after a
/// kill.
///
/// Takes a run file and a run directory; gives one finished folder per stage. Read [Stage] first,
/// then [StageRun] and [Manifest].
///
/// A stage works in `FOLDER.partial`, writes `manifest.json` last and is then moved into place, so
/// that a folder without the suffix is always whole. `measured.json`, everything below a folder
/// `measured/`, and the [MeasuredSection] of a Markdown file hold values that differ from run to
/// run (times, energy); they are not digested.
@NullMarked
package org.bloomery.artifact.stage;

import org.jspecify.annotations.NullMarked;
