package org.bloomery.train.parallel;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.model.BloomParameters;
import org.bloomery.model.Parameter;
import org.bloomery.model.ParameterSlice;
import org.bloomery.model.ParameterStore;
import org.bloomery.model.file.ElementType;
import org.bloomery.model.file.SafetensorsFile;
import org.bloomery.model.file.SafetensorsRegions;
import org.bloomery.model.file.SafetensorsWriter;
import org.bloomery.model.file.TensorSource;
import org.bloomery.tensor.Precision;
import org.bloomery.train.optim.AdamW;
import org.bloomery.train.optim.BufferRange;
import org.bloomery.train.optim.MomentNames;

/// Checkpoints that know no layout: the files of one rank, whole tensors by name, into which every
/// rank writes what it owns at its place, all at once. The bytes are the same whatever the layout,
/// and any layout reads its slices out of them.
///
/// All ranks see the same folder.
public final class SharedCheckpoint {
  private final ParallelEngine engine;
  private final List<Parameter> whole;
  private final ElementType type;

  /// Checkpoints of what `engine` and those of all other ranks hold.
  public SharedCheckpoint(ParallelEngine engine) {
    this.engine = engine;
    this.whole = BloomParameters.of(engine.part().shape(), 1).all();
    this.type =
        engine.part().store().precision() == Precision.FP64 ? ElementType.F64 : ElementType.F32;
  }

  /// Writes the master weights under Hugging Face names.
  ///
  /// @throws org.bloomery.artifact.RankException if ranks that should hold the same hold different
  ///   values; then nothing is written
  public void saveWeights(Path file) throws IOException {
    ReplicaCheck.require(engine);
    save(
        file,
        whole.stream().map(p -> room(p.name(), p)).toList(),
        (regions, piece) -> write(regions, piece.slice().whole().name(), piece, masters(piece)));
  }

  /// Writes the optimiser's moments.
  public void saveOptimiser(Path file) throws IOException {
    List<TensorSource> rooms = new ArrayList<>();
    for (Parameter parameter : whole) {
      rooms.add(room(MomentNames.first(parameter.name()), parameter));
      rooms.add(room(MomentNames.second(parameter.name()), parameter));
    }
    AdamW optimiser = engine.optimiser();
    save(
        file,
        rooms,
        (regions, piece) -> {
          String name = piece.slice().whole().name();
          BufferRange range = piece.range();
          write(regions, MomentNames.first(name), piece, optimiser.firstMomentBytes(range));
          write(regions, MomentNames.second(name), piece, optimiser.secondMomentBytes(range));
        });
  }

  private TensorSource room(String name, Parameter parameter) {
    return new TensorSource(name, type, parameter.shape(), () -> MemorySegment.NULL);
  }

  private MemorySegment masters(OwnedPieces.Piece piece) {
    return engine
        .part()
        .store()
        .masterBytes(piece.slice().held().name())
        .asSlice(piece.from() * type.bytes(), (piece.to() - piece.from()) * type.bytes());
  }

  @FunctionalInterface
  private interface PieceWriter {
    void write(SafetensorsRegions regions, OwnedPieces.Piece piece) throws IOException;
  }

  private void save(Path file, List<TensorSource> rooms, PieceWriter writer) throws IOException {
    if (engine.groups().world().rank() == 0) {
      SafetensorsWriter.reserve(file, rooms, SafetensorsWriter.PYTORCH);
    }
    engine.groups().world().all().barrier();
    try (SafetensorsRegions regions = SafetensorsRegions.open(file)) {
      for (OwnedPieces.Piece piece : engine.pieces()) {
        writer.write(regions, piece);
      }
    }
    engine.groups().world().all().barrier();
  }

  /// @param bytes of the piece, whose first element is `piece.from()`
  private void write(
      SafetensorsRegions regions, String name, OwnedPieces.Piece piece, MemorySegment bytes)
      throws IOException {
    List<IOException> trouble = new ArrayList<>();
    piece
        .slice()
        .runs(
            piece.from(),
            piece.to(),
            (at, to, count) -> {
              try {
                regions.write(
                    name,
                    to,
                    bytes.asSlice((at - piece.from()) * type.bytes(), count * type.bytes()));
              } catch (IOException e) {
                trouble.add(e);
              }
            });
    if (!trouble.isEmpty()) {
      throw trouble.getFirst();
    }
  }

  /// Takes weights and moments back, whatever layout wrote them.
  ///
  /// @param steps that the optimiser had made
  public void load(Path weights, Path moments, long steps) throws IOException {
    ParameterStore store = engine.part().store();
    try (SafetensorsFile weightFile = SafetensorsFile.open(weights);
        SafetensorsFile momentFile = SafetensorsFile.open(moments)) {
      for (ParameterSlice slice : engine.part().slices()) {
        String name = slice.whole().name();
        requireShape(weightFile, name, slice.whole());
        MemorySegment held = store.masterBytes(name);
        copy(slice, 0, slice.held().elements(), weightFile.data(name), held);
        long offset = store.offset(slice.held());
        BufferRange here = new BufferRange(offset, slice.held().elements());
        for (BufferRange range : engine.optimised()) {
          range
              .and(here)
              .ifPresent(run -> loadMoments(momentFile, slice, run, run.start() - offset));
        }
      }
    }
    store.refreshShadows();
    engine.optimiser().setSteps(steps);
  }

  private void loadMoments(SafetensorsFile file, ParameterSlice slice, BufferRange run, long from) {
    String name = slice.whole().name();
    AdamW optimiser = engine.optimiser();
    long to = from + run.elements();
    copy(slice, from, to, file.data(MomentNames.first(name)), optimiser.firstMomentBytes(run));
    copy(slice, from, to, file.data(MomentNames.second(name)), optimiser.secondMomentBytes(run));
  }

  /// Copies elements `from … to-1` of a slice out of the whole tensor.
  private void copy(
      ParameterSlice slice, long from, long to, MemorySegment wholeBytes, MemorySegment into) {
    slice.runs(
        from,
        to,
        (at, source, count) ->
            MemorySegment.copy(
                wholeBytes,
                source * type.bytes(),
                into,
                (at - from) * type.bytes(),
                count * type.bytes()));
  }

  private void requireShape(SafetensorsFile file, String name, Parameter parameter) {
    if (!file.entry(name).shape().equals(parameter.shape()) || file.entry(name).type() != type) {
      throw new ArtifactException(
          "the checkpoint's %s is %s %s where the model needs %s %s; delete the checkpoint folder to train from the start"
              .formatted(
                  name,
                  file.entry(name).type(),
                  file.entry(name).shape(),
                  type,
                  parameter.shape()));
    }
  }
}
