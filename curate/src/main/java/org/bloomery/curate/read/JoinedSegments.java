package org.bloomery.curate.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes one document of rows that hold its numbered segments, as speech corpora have them: sorted
/// by number, on lines of their own (`concatenate_lm_fr_ester` of bigscience-workshop/
/// data-preparation, which holds a whole source in memory for it). Here the segments of a document
/// stand together in a file, in any order; one that stands apart is set aside.
public final class JoinedSegments implements Consumer<RawRecord> {
  private static final Pattern NUMBERED = Pattern.compile("(.*?)([0-9]{1,18})", Pattern.DOTALL);

  private record Segment(long number, RawRecord.Text row) {}

  private final String field;
  private final Consumer<RawRecord> documents;
  private final Set<String> ended = new HashSet<>();
  private final List<Segment> segments = new ArrayList<>();
  private @Nullable String document;
  private long bytes;

  /// @param field whose value ends in the number of a segment; what is before it names the document
  /// @param documents takes the joined ones, and records that are none
  public JoinedSegments(String field, Consumer<RawRecord> documents) {
    this.field = field;
    this.documents = documents;
  }

  @Override
  public void accept(RawRecord record) {
    if (!(record instanceof RawRecord.Text row)) {
      documents.accept(record);
      return;
    }
    String id = row.fields().getOrDefault(field, "");
    Matcher numbered = NUMBERED.matcher(id);
    if (!numbered.matches()) {
      documents.accept(bad("no-segment-number", field + " = \"" + id + "\"", row));
      return;
    }
    String name = numbered.group(1);
    if (!name.equals(document)) {
      end();
      document = name;
    }
    if (ended.contains(name)) {
      documents.accept(bad("segment-apart", "others of \"" + name + "\" stand before", row));
      return;
    }
    bytes += row.length();
    if (bytes <= ByteLines.MAXIMUM_BYTES) {
      segments.add(new Segment(Long.parseLong(numbered.group(2)), row));
    } else {
      documents.accept(bad("record-too-long", "the document has too many segments", row));
    }
  }

  /// Hands over the document whose segments came last; to be called at the end of a file.
  public void end() {
    if (document == null) {
      return;
    }
    ended.add(document);
    document = null;
    bytes = 0;
    if (segments.isEmpty()) {
      return;
    }
    RawRecord.Text first = segments.getFirst().row;
    RawRecord.Text last = segments.getLast().row;
    String text =
        segments.stream()
            .sorted(Comparator.comparingLong(Segment::number))
            .map(segment -> segment.row.text())
            .collect(Collectors.joining("\n"));
    segments.clear();
    long length = last.offset() + last.length() - first.offset();
    documents.accept(new RawRecord.Text(text, first.url(), first.offset(), length, first.fields()));
  }

  private static RawRecord bad(String reason, String detail, RawRecord.Text row) {
    return new RawRecord.Bad(reason, detail, row.offset(), row.length());
  }
}
