/// The pseudo-crawl: pages of chosen sites out of Common Crawl, without crawling anything.
///
/// Takes a crawl file (seeds, index files, where the archives lie); gives a folder with the pages
/// as WARC, their texts as JSONL, and everything that was set aside with its reason. Read [Crawl]
/// first: select, fetch, extract, clean lines. The steps are those of BigScience's pseudo-crawl
/// (bigscience-workshop/data-preparation, `sourcing/cc_pseudo_crawl`).
@NullMarked
package org.bloomery.curate.crawl;

import org.jspecify.annotations.NullMarked;
