/// House rules and tests from the outside.
///
/// Takes: the compiled rooms and the `./bloomery` command. Gives: the certainty that rooms know
/// only whom they may know, and that the whole chain does what the README says. Nothing here calls
/// a room's classes: Spark and libtorch must never meet on one class path.
@NullMarked
package org.bloomery.house;

import org.jspecify.annotations.NullMarked;
