/// Our side of the benchmarks. Each script of the folder `bench` runs a class of this package and
/// the peers by turns, each figure in a process of its own, and prints ratios.
///
/// To add one: a main class here that prints one JSON line, and a script `bench/NAME` beside
/// `bench/tokenizer`.
@NullMarked
package org.bloomery.bench;

import org.jspecify.annotations.NullMarked;
