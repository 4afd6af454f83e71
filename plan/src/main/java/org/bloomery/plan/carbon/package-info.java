/// What a run costs the climate, before it is run.
///
/// In: device-hours, power, the country's grid. Out: kilowatt-hours and kilograms of CO₂
/// equivalent, by cause. Read [Footprint] first, then [CarbonRates] for what it assumes.
/// Intensities are in `grid.csv` beside [GridIntensity]; a new year's table replaces the file.
@NullMarked
package org.bloomery.plan.carbon;

import org.jspecify.annotations.NullMarked;
