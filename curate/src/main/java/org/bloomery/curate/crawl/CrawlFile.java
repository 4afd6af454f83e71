package org.bloomery.curate.crawl;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bloomery.artifact.Require;
import org.bloomery.curate.html.Extraction;

/// What to take out of a crawl.
///
/// @param indexes CDXJ files (plain or `.gz`), a `cluster.idx` whose blocks lie beside it,
///   `.parquet` files of the columnar index, or rows of it as JSON lines; each a path relative to
///   the crawl file or an address
/// @param archives the folder or the address that the index's file names start at
/// @param extract how pages become text: `whole`, `main` or `bigscience`
/// @param minimumCharacters shorter texts are dropped after repeated lines are gone
/// @param seeds the wanted sites; a page belongs to the first seed that covers it
public record CrawlFile(
    List<String> indexes,
    String archives,
    String extract,
    int minimumCharacters,
    List<Seed> seeds) {
  public CrawlFile {
    indexes = List.copyOf(indexes);
    seeds = List.copyOf(seeds);
    Require.that(!indexes.isEmpty(), "indexes = [] names no index; list at least one");
    Require.that(!seeds.isEmpty(), "seeds = [] asks for nothing; state at least one seed");
    Require.that(
        Extraction.named(extract).isPresent(),
        "extract = \""
            + extract
            + "\" is not known; it can be "
            + String.join(", ", Extraction.names()));
    Require.that(
        minimumCharacters >= 0, "minimumCharacters = " + minimumCharacters + " is below 0");
    Set<String> ids = new HashSet<>();
    for (Seed seed : seeds) {
      Require.that(ids.add(seed.id()), "two seeds have the id \"" + seed.id() + "\"; rename one");
    }
  }
}
