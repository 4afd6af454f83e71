package org.bloomery.curate.contamination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.run.corpus.ContaminationSettings.TaskFile;

/// Reads the items of a task as texts: all texts of an item's fields, one after the other.
public final class ItemReader {
  private ItemReader() {}

  /// The items in the order of the file.
  ///
  /// @throws InputException when the file is not what its ending says, or a field is missing
  public static List<String> read(TaskFile task) {
    Path file = task.file();
    if (!Files.exists(file)) {
      throw new ResourceException(
          file + ", the file of task " + task.name() + ", does not exist; correct its path");
    }
    String name = file.getFileName().toString().replaceFirst("\\.(gz|zst)$", "");
    String ending = name.substring(name.lastIndexOf('.') + 1);
    if (!ending.equals("txt") && task.fieldNames().isEmpty()) {
      throw new InputException(
          "task " + task.name() + " names no fields; say which of " + file + " make an item");
    }
    List<String> items = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                CompressedFiles.open(file), StandardCharsets.UTF_8.newDecoder()))) {
      switch (ending) {
        case "json" -> {
          for (JsonNode item : Json.MAPPER.readTree(lines)) {
            items.add(item(item, task, items.size() + 1));
          }
        }
        case "jsonl", "tsv", "txt" -> {
          int number = 0;
          for (String line; (line = lines.readLine()) != null; ) {
            number++;
            if (!line.isBlank()) {
              items.add(
                  switch (ending) {
                    case "jsonl" -> item(Json.MAPPER.readTree(line), task, number);
                    case "tsv" -> columns(line, task, number);
                    default -> line;
                  });
            }
          }
        }
        default ->
            throw new InputException(
                file
                    + ", the file of task "
                    + task.name()
                    + ", must end in .jsonl, .json, .tsv or .txt, perhaps with .gz or .zst");
      }
    } catch (JsonProcessingException e) {
      throw unreadable(task, "is not JSON: " + e.getOriginalMessage(), e);
    } catch (CharacterCodingException e) {
      throw unreadable(task, "is not UTF-8", e);
    } catch (IOException e) {
      throw unreadable(task, "cannot be read: " + e.getMessage(), e);
    }
    if (items.isEmpty()) {
      throw new InputException(file + ", the file of task " + task.name() + ", has no items");
    }
    return items;
  }

  private static InputException unreadable(TaskFile task, String what, IOException cause) {
    return new InputException(
        task.file() + ", the file of task " + task.name() + ", " + what + "; correct it", cause);
  }

  private static String item(JsonNode item, TaskFile task, int number) {
    StringBuilder text = new StringBuilder();
    for (String field : task.fieldNames()) {
      JsonNode value = item.at("/" + field.replace('.', '/'));
      if (value.isMissingNode()) {
        throw new InputException(
            task.file()
                + ": item "
                + number
                + " of task "
                + task.name()
                + " has no field \""
                + field
                + "\"; name fields that every item has");
      }
      addTexts(value, text);
    }
    return text.toString();
  }

  private static void addTexts(JsonNode value, StringBuilder text) {
    if (value.isContainerNode()) {
      value.forEach(inner -> addTexts(inner, text));
    } else if (!value.isNull()) {
      text.append(value.asText()).append('\n');
    }
  }

  private static String columns(String line, TaskFile task, int number) {
    String[] cells = line.split("\t", -1);
    StringBuilder text = new StringBuilder();
    for (String field : task.fieldNames()) {
      int column = field.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(field) : 0;
      if (column < 1 || column > cells.length) {
        throw new InputException(
            task.file()
                + ":"
                + number
                + ": task "
                + task.name()
                + " asks for column \""
                + field
                + "\" of "
                + cells.length
                + "; name columns by their numbers from 1");
      }
      text.append(cells[column - 1]).append('\n');
    }
    return text.toString();
  }
}
