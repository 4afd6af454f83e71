/// What crosses a door: run file, manifests, documents, shards, errors, progress.
@NullMarked
package org.bloomery.artifact;

import org.jspecify.annotations.NullMarked;
