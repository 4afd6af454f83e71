/// The `bloomery` command.
///
/// Takes: what a person types. Gives: one process per stage or tool, each with the class path and
/// the Java options of its room and nothing else, so that Spark and libtorch never meet. Read
/// [Bloomery] first, then [Room].
///
/// To add a tool: a picocli command class here that hands its options to the tool's main class as
/// one JSON argument, and a constant in [Room].
@NullMarked
package org.bloomery.cli;

import org.jspecify.annotations.NullMarked;
