package org.bloomery.tokenize.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.tokenize.cut.PreTokenizer;
import org.bloomery.tokenize.cut.TiktokenPatterns;
import org.bloomery.tokenize.encode.AddedToken;
import org.bloomery.tokenize.encode.MergeTable;
import org.bloomery.tokenize.encode.PieceTable;
import org.bloomery.tokenize.encode.Tokenizer;

/// Reads a rank file of tiktoken: a line for each token, its bytes in base64 and its rank, which is
/// its id. Such a file holds no merges: tiktoken joins the two neighbours whose bytes together have
/// the smallest rank ([TiktokenMerges]). It also takes pieces that are a token as they are.
public final class TiktokenReader {
  private final Path file;

  private TiktokenReader(Path file) {
    this.file = file;
  }

  /// Reads a file.
  ///
  /// @param pattern a name of [TiktokenPatterns], or a regular expression
  /// @param specials `TOKEN`, which takes the next id, or `TOKEN=ID`; ids between them that nobody
  ///   takes are given to tokens `<|unused_ID|>`, since our files have no gaps
  public static Tokenizer read(Path file, String pattern, List<String> specials) {
    PreTokenizer preTokenizer = TiktokenPatterns.find(pattern);
    byte[][] pieces = new TiktokenReader(file).pieces();
    return new Tokenizer(
        TiktokenMerges.model(pieces), preTokenizer, specials(pieces.length, specials));
  }

  private byte[][] pieces() {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new ArtifactException(file + " is missing");
    } catch (IOException e) {
      throw new ResourceException(file + " cannot be read: " + e.getMessage(), e);
    }
    lines = lines.stream().filter(line -> !line.isBlank()).toList();
    byte[][] pieces = new byte[lines.size()][];
    for (int number = 0; number < lines.size(); number++) {
      String[] parts = lines.get(number).stripTrailing().split(" ", -1);
      if (parts.length != 2 || !parts[1].matches("\\d{1,9}")) {
        throw refused(number, "is not base64, a space and a rank");
      }
      int rank = Integer.parseInt(parts[1]);
      if (rank >= pieces.length || pieces[rank] != null) {
        throw refused(
            number,
            "has rank " + rank + "; ranks must be 0 to " + (pieces.length - 1) + ", each once");
      }
      pieces[rank] = bytes(parts[0], number);
    }
    requireBpe(pieces);
    return pieces;
  }

  private byte[] bytes(String base64, int number) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (bytes.length > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw refused(number, "is not base64 (" + e.getMessage() + ")");
    }
    throw refused(number, "has an empty token");
  }

  private void requireBpe(byte[][] pieces) {
    if (pieces.length > MergeTable.MAX_IDS) {
      throw new ArtifactException(
          file + " has " + pieces.length + " ranks, more than " + MergeTable.MAX_IDS);
    }
    PieceTable table = new PieceTable(pieces);
    for (int b = 0; b < 256; b++) {
      if (table.find(new byte[] {(byte) b}, 0, 1) < 0) {
        throw new ArtifactException(
            file
                + String.format(
                    " has no token for the byte 0x%02X; byte-level BPE has all 256", b));
      }
    }
    for (int rank = 0; rank < pieces.length; rank++) {
      int found = table.find(pieces[rank], 0, pieces[rank].length);
      if (found != rank) {
        throw new ArtifactException(
            file + " gives the same token the ranks " + found + " and " + rank);
      }
    }
  }

  private ArtifactException refused(int number, String what) {
    return new ArtifactException(file + ": entry " + (number + 1) + " " + what);
  }

  private static List<AddedToken> specials(int size, List<String> given) {
    List<AddedToken> added = new ArrayList<>();
    int next = size;
    for (String each : given) {
      int equals = each.lastIndexOf('=');
      boolean numbered = equals > 0 && each.substring(equals + 1).matches("\\d{1,7}");
      int id = numbered ? Integer.parseInt(each.substring(equals + 1)) : next;
      if (id < next || id >= MergeTable.MAX_IDS) {
        throw new RunFileException(
            "--special "
                + each
                + " has an id that is taken; give special tokens in the order of their ids, from "
                + size
                + " on");
      }
      while (next < id) {
        added.add(new AddedToken(next, "<|unused_" + next++ + "|>", false, true));
      }
      added.add(new AddedToken(next++, numbered ? each.substring(0, equals) : each, false, true));
    }
    return added;
  }
}
