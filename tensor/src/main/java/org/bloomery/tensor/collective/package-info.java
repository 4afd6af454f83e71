/// Ranks that compute together: how they find each other, what they exchange, and how a failure of
/// one becomes a sentence at all the others.
///
/// Comes in: a rank's number, the size of the world, and an address to meet at. Goes out:
/// collectives over c10d's process groups (Gloo). Ranks are processes; in tests they may be threads
/// of one process. Read [org.bloomery.tensor.collective.World] first, then
/// [org.bloomery.tensor.collective.Communicator].
///
/// To add a collective, write it into [org.bloomery.tensor.collective.Communicator] as the others
/// are: start the work, wait for it inside the watch that names who failed.
@NullMarked
package org.bloomery.tensor.collective;

import org.jspecify.annotations.NullMarked;
