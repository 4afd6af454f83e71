package org.bloomery.train.tensorboard;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/// A TensorBoard event file: TFRecord frames around `tensorflow.Event` messages of scalars and
/// texts.
///
/// A frame is the length (u64), its masked CRC32C, the message, the message's masked CRC32C, all
/// little-endian (tensorflow/core/lib/io/record_writer.h). Of the protocol buffers only these
/// fields are needed (tensorflow/core/util/event.proto, framework/summary.proto): Event {1
/// wall_time double, 2 step varint, 3 file_version, 5 summary}, Summary {1 value}, Value {1 tag, 2
/// simple_value float}.
public final class EventFile implements Closeable {
  private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{1,18})\\..*");
  private static final int MASK = 0xa282ead8;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int DT_STRING = 7;

  private final OutputStream out;
  private final Clock clock;

  private EventFile(OutputStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /// Begins a new file in `folder`, named by the clock as TensorBoard expects; a resumed run adds a
  /// file beside the older ones. TensorBoard reads files in the order of their names, so that the
  /// name is later than all others, even where the clock was set back meanwhile.
  public static EventFile create(Path folder, Clock clock) throws IOException {
    Files.createDirectories(folder);
    long second = Math.max(clock.instant().getEpochSecond(), newestSecond(folder) + 1);
    Path file = folder.resolve("events.out.tfevents.%010d.bloomery".formatted(second));
    EventFile events =
        new EventFile(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), clock);
    events.frame(events.event(0, 3, "brain.Event:2".getBytes(StandardCharsets.UTF_8)));
    return events;
  }

  private static long newestSecond(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .mapToLong(name -> Long.parseLong(name.group(1)))
          .max()
          .orElse(-1);
    }
  }

  /// Writes the scalars of one step, by tag, and flushes them to readers.
  public void scalars(long step, Map<String, Double> values) throws IOException {
    Message summary = new Message();
    values.forEach((tag, value) ->
        summary.bytes(
            1,
            new Message()
                .bytes(1, tag.getBytes(StandardCharsets.UTF_8))
                .float32(2, value.floatValue())
                .toByteArray()));
    frame(event(step, 5, summary.toByteArray()));
    out.flush();
  }

  /// Writes a text, which TensorBoard shows as Markdown: a tensor of one string, marked for the
  /// text plugin (Value {1 tag, 8 tensor, 9 metadata}, TensorProto {1 dtype, 2 shape, 8
  /// string_val}, TensorShapeProto {2 dim {1 size}}, SummaryMetadata {1 plugin_data {1
  /// plugin_name}}).
  public void text(long step, String tag, String markdown) throws IOException {
    Message shape = new Message().bytes(2, new Message().varint(1, 1).toByteArray());
    Message tensor =
        new Message()
            .varint(1, DT_STRING)
            .bytes(2, shape.toByteArray())
            .bytes(8, markdown.getBytes(StandardCharsets.UTF_8));
    Message plugin = new Message().bytes(1, "text".getBytes(StandardCharsets.UTF_8));
    Message value =
        new Message()
            .bytes(1, (tag + "/text_summary").getBytes(StandardCharsets.UTF_8))
            .bytes(8, tensor.toByteArray())
            .bytes(9, new Message().bytes(1, plugin.toByteArray()).toByteArray());
    frame(event(step, 5, new Message().bytes(1, value.toByteArray()).toByteArray()));
    out.flush();
  }

  private byte[] event(long step, int field, byte[] content) {
    Message event = new Message().float64(1, clock.millis() / 1000.0);
    if (step != 0) { // proto3 leaves zeros out
      event.varint(2, step);
    }
    return event.bytes(field, content).toByteArray();
  }

  private void frame(byte[] message) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(message.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(message.length);
    frame.putInt(masked(frame.array(), 0, 8));
    frame.put(message);
    frame.putInt(masked(message, 0, message.length));
    out.write(frame.array());
  }

  /// CRC32C rotated and offset, so that a checksum of data holding checksums stays sound.
  static int masked(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /// A protocol buffer message, field by field.
  private static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private void number(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        bytes.write((int) (rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }

    private void little(long value, int count) {
      for (int i = 0; i < count; i++) {
        bytes.write((int) (value >>> (8 * i)));
      }
    }

    Message varint(int field, long value) {
      number(field << 3 | VARINT);
      number(value);
      return this;
    }

    Message float64(int field, double value) {
      number(field << 3 | FIXED64);
      little(Double.doubleToRawLongBits(value), 8);
      return this;
    }

    Message float32(int field, float value) {
      number(field << 3 | FIXED32);
      little(Float.floatToRawIntBits(value), 4);
      return this;
    }

    Message bytes(int field, byte[] content) {
      number(field << 3 | BYTES);
      number(content.length);
      bytes.writeBytes(content);
      return this;
    }

    byte[] toByteArray() {
      return bytes.toByteArray();
    }
  }
}
