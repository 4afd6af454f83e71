package org.bloomery.spark;

import java.util.List;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.bloomery.artifact.InputException;

/// The columns of the columnar index that a crawl needs.
final class IndexColumns extends GroupReadSupport {
  static final String KEY = "url_surtkey";
  static final String TIME = "fetch_time";

  private static final List<String> TEXTS =
      List.of(KEY, "url", "content_mime_detected", "warc_filename");
  private static final List<String> NUMBERS =
      List.of("fetch_status", "warc_record_offset", "warc_record_length");

  @Override
  public ReadContext init(InitContext context) {
    MessageType all = context.getFileSchema();
    List<Type> wanted =
        all.getFields().stream()
            .filter(field ->
                field.getName().equals(TIME)
                    || TEXTS.contains(field.getName())
                    || NUMBERS.contains(field.getName()))
            .toList();
    TEXTS.forEach(name -> require(all, name, PrimitiveTypeName.BINARY));
    NUMBERS.forEach(name -> require(all, name, PrimitiveTypeName.INT32, PrimitiveTypeName.INT64));
    PrimitiveType time =
        require(
            all, TIME, PrimitiveTypeName.INT96, PrimitiveTypeName.INT64, PrimitiveTypeName.BINARY);
    if (time.getPrimitiveTypeName() == PrimitiveTypeName.INT64
        && !(time.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation)) {
      throw new InputException(
          "the column " + TIME + " is a number without a unit; write it as a timestamp");
    }
    return new ReadContext(new MessageType(all.getName(), wanted));
  }

  private static PrimitiveType require(MessageType all, String name, PrimitiveTypeName... types) {
    if (!all.containsField(name)) {
      throw new InputException(
          "there is no column " + name + ", which Common Crawl's columnar index has");
    }
    Type type = all.getType(name);
    if (!type.isPrimitive()
        || type.isRepetition(Type.Repetition.REPEATED)
        || !List.of(types).contains(type.asPrimitiveType().getPrimitiveTypeName())) {
      throw new InputException(
          "the column " + name + " is " + type + ", not as in Common Crawl's columnar index");
    }
    return type.asPrimitiveType();
  }
}
