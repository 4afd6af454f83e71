/// The spectra of weight matrices, and what their tails say about training.
///
/// In: a safetensors file, or a folder with weights. Out: the exponent of the power law that the
/// largest eigenvalues of each matrix follow, as a table and as JSON. Start with [PowerLawTail]
/// (the fit, plain arithmetic) and [Spectrum] (eigenvalues, by libtorch); [SpectrumTool] is
/// `bloomery inspect PATH --spectrum`.
@NullMarked
package org.bloomery.model.spectrum;

import org.jspecify.annotations.NullMarked;
