package org.bloomery.train.parallel;

import java.util.List;
import org.bloomery.tensor.collective.Communicator;
import org.bloomery.tensor.collective.World;

/// The groups along the axes of a mesh to which one rank belongs.
///
/// @param tensor those with which it shares matrices
/// @param data those that hold the same parameters
/// @param pipeline those that a micro-batch passes
/// @param ends the first and the last stage, which hold the tied embedding; meaningless between
public record RankGroups(
    World world,
    Mesh mesh,
    Mesh.Place place,
    Communicator tensor,
    Communicator data,
    Communicator pipeline,
    Communicator ends) {

  /// The groups of this rank. All ranks call it together.
  ///
  /// @throws IllegalArgumentException if the world has not as many ranks as the mesh
  public static RankGroups of(World world, Mesh mesh) {
    if (world.size() != mesh.ranks()) {
      throw new IllegalArgumentException(
          world.size() + " ranks do not fill a mesh of " + mesh.ranks());
    }
    Mesh.Place at = mesh.place(world.rank());
    return new RankGroups(
        world,
        mesh,
        at,
        world.among(
            "tensor of replica " + at.data() + ", stage " + at.stage(), mesh.tensorGroup(at)),
        world.among("data of share " + at.tensor() + ", stage " + at.stage(), mesh.dataGroup(at)),
        world.among(
            "pipeline of share " + at.tensor() + ", replica " + at.data(), mesh.pipelineGroup(at)),
        isEnd(mesh, at)
            ? world.among(
                "ends of share " + at.tensor() + ", replica " + at.data(), mesh.endsGroup(at))
            : world.among("alone " + world.rank(), List.of(world.rank())));
  }

  private static boolean isEnd(Mesh mesh, Mesh.Place at) {
    return at.stage() == 0 || at.stage() == mesh.pipeline() - 1;
  }
}
