/// libtorch under plain Java: natives, lifetimes, precision, threads, and randomness that depends
/// on nothing but a key and a counter.
///
/// Comes in: Java arrays, memory segments, seeds. Goes out: tensors of `org.bytedeco.pytorch`,
/// which only the rooms tensor, model and train may see. Read [org.bloomery.tensor.Libtorch] first
/// (it must be loaded before anything else), then [org.bloomery.tensor.Scope] (who frees a tensor)
/// and [org.bloomery.tensor.Tensors] (how numbers enter and leave).
///
/// To use an ATen operator that has no Java method, call it by its schema name with
/// [org.bloomery.tensor.Operators].
@NullMarked
package org.bloomery.tensor;

import org.jspecify.annotations.NullMarked;
