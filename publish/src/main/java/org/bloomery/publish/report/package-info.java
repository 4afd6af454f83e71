/// The report page of a run: `OUT/report.html`, one file that asks for nothing from outside, made
/// with the drawing classes of `org.bloomery.artifact.page`.
///
/// In: the finished folders of a run. Out: HTML with its own styles and pictures, readable without
/// colour, by keyboard, in the dark and on paper.
///
/// Read [ReportPage] first. A section is a class with `of(RunFolder)` that returns markup, or
/// nothing when its data are absent, and one line in `ReportPage`.
@NullMarked
package org.bloomery.publish.report;

import org.jspecify.annotations.NullMarked;
