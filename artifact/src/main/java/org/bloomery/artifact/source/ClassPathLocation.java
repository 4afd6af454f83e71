package org.bloomery.artifact.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Resources of the class path: one resource, or a folder inside its jars and directories. Text
/// that is published in a jar comes with the same means as the program itself.
///
/// @param path resource or folder, without a leading `/`
public record ClassPathLocation(String path) implements SourceLocation {

  @Override
  public List<String> names(@Nullable String include) throws IOException {
    Include matching = new Include(include);
    TreeSet<String> names = new TreeSet<>();
    for (URL url : Collections.list(loader().getResources(path))) {
      if (url.getProtocol().equals("jar")) {
        addFromJar(url, matching, names);
      } else {
        addFromFolder(Path.of(URI.create(url.toString())), matching, names);
      }
    }
    return List.copyOf(names);
  }

  private void addFromJar(URL url, Include matching, TreeSet<String> names) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    try (JarFile jar = ((JarURLConnection) connection).getJarFile()) {
      jar.stream()
          .filter(entry -> !entry.isDirectory())
          .map(entry -> entry.getName())
          .filter(name -> name.equals(path) || isInside(name, matching))
          .forEach(names::add);
    }
  }

  private boolean isInside(String name, Include matching) {
    return name.startsWith(path + "/") && matching.matches(name.substring(path.length() + 1));
  }

  private void addFromFolder(Path found, Include matching, TreeSet<String> names)
      throws IOException {
    if (Files.isRegularFile(found)) {
      names.add(path);
      return;
    }
    try (Stream<Path> walk = Files.walk(found)) {
      walk.filter(Files::isRegularFile)
          .map(file -> path + "/" + found.relativize(file).toString().replace('\\', '/'))
          .filter(name -> isInside(name, matching))
          .forEach(names::add);
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    InputStream in = loader().getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException(name + " is not on the class path");
    }
    return in;
  }

  private static ClassLoader loader() {
    return ClassPathLocation.class.getClassLoader();
  }

  @Override
  public String toString() {
    return "classpath:" + path;
  }
}
