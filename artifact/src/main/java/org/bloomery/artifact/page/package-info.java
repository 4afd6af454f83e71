/// What the house's pages are made of: HTML that is escaped, pictures in SVG, and one style sheet.
///
/// In: texts, numbers, curves. Out: markup for one file that asks for nothing from outside, and is
/// readable without colour, by keyboard, in the dark and on paper.
///
/// Read [org.bloomery.artifact.page.Page] first, then [org.bloomery.artifact.page.Drawing]: a
/// picture of two widths with a table of its numbers. Its kinds are
/// [org.bloomery.artifact.page.XyChart] (curves, bands, scatters, fronts, limits),
/// [org.bloomery.artifact.page.HeatMap], [org.bloomery.artifact.page.StackedBars] and
/// [org.bloomery.artifact.page.Timeline]; older and simpler are
/// [org.bloomery.artifact.page.LineChart] and [org.bloomery.artifact.page.DotPlot]. A new kind is a
/// record that implements Drawing, and joins the test's page of all pictures. Styles are in the
/// resource `page/page.css`; what only one page needs it brings along itself.
@NullMarked
package org.bloomery.artifact.page;

import org.jspecify.annotations.NullMarked;
