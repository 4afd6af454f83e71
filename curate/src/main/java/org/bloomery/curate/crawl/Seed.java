package org.bloomery.curate.crawl;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.stream.Stream;
import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// A site, or a part of one, whose pages are wanted. Exactly one of the three is stated.
///
/// @param id short name; files are named by it
/// @param domain a domain with all hosts below it, for example `example.org`
/// @param host one host; a leading `www.` is the same host as without
/// @param prefix a host and the beginning of a path, for example `example.org/news/`
public record Seed(
    String id, @Nullable String domain, @Nullable String host, @Nullable String prefix) {
  public Seed {
    Require.that(
        id.matches("[a-z0-9][a-z0-9._-]*"),
        "id = \"" + id + "\" must be lower-case letters, digits, '.', '_' and '-'");
    Require.that(
        Stream.of(domain == null, host == null, prefix == null).filter(absent -> !absent).count()
            == 1,
        "seed " + id + " must state one of domain, host and prefix");
    for (String stated : new String[] {domain, host, prefix}) {
      Require.that(
          stated == null || stated.matches("[^/:\\s]+\\.[^/:\\s]+(/\\S*)?"),
          "seed "
              + id
              + ": \""
              + stated
              + "\" must be a name such as example.org, without http://");
    }
    Require.that(
        prefix == null || prefix.contains("/"),
        "seed " + id + ": prefix = \"" + prefix + "\" has no path; state it as host");
    Require.that(
        (domain == null || !domain.contains("/")) && (host == null || !host.contains("/")),
        "seed " + id + ": a domain or host has no path; state it as prefix");
  }

  /// Whether an address belongs to the seed.
  public boolean covers(String url) {
    URI uri;
    try {
      uri = new URI(url.replace(" ", "%20").replace("|", "%7C"));
    } catch (URISyntaxException e) {
      return coversDirty(url);
    }
    String found = uri.getRawAuthority();
    if (found == null) {
      return false;
    }
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return covers(found, uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
  }

  /// Addresses of the web need not follow the rules for them.
  private boolean coversDirty(String url) {
    int start = url.indexOf("://") + 3;
    int slash = url.indexOf('/', start);
    return start >= 3
        && covers(
            url.substring(start, slash < 0 ? url.length() : slash),
            slash < 0 ? "/" : url.substring(slash));
  }

  private boolean covers(String authority, String path) {
    String name = authority.substring(authority.lastIndexOf('@') + 1).replaceFirst(":\\d*$", "");
    name = name.toLowerCase(Locale.ROOT);
    if (domain != null) {
      String wanted = domain.toLowerCase(Locale.ROOT);
      return name.equals(wanted) || name.endsWith("." + wanted);
    }
    if (host != null) {
      return Surt.bare(name).equals(Surt.bare(host.toLowerCase(Locale.ROOT)));
    }
    String wanted = String.valueOf(prefix);
    int slash = wanted.indexOf('/');
    return Surt.bare(name).equals(Surt.bare(wanted.substring(0, slash).toLowerCase(Locale.ROOT)))
        && path.startsWith(wanted.substring(slash));
  }

  /// What the keys of all its pages begin with in a sorted index.
  String keyPrefix() {
    if (domain != null) {
      return Surt.host(domain);
    }
    String name = host != null ? host : String.valueOf(prefix).split("/", 2)[0];
    return Surt.host(name) + ")";
  }
}
