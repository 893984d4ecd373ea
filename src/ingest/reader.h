// SPDX-License-Identifier: Apache-2.0
//
// ArticleReader: articles out of files, folders and standard input, one after another, in bounded memory.
//   plain text     one article a file
//   JSON Lines     one object a line (.jsonl, .ndjson, or by content)
//   CoNLL-U        trees of another parser; an article from `# newdoc` to the next; comments `# newdoc id =`, `# published =`, `# source =`, `# url
//   =`
//                  (.conllu, or by content)
//   JSON           one object, an array of objects, or objects one after another, over any number of lines
//   web pages      one article a file (page.h)
// each also packed by gzip (told by content), in any of the encodings of charset.h.  What cannot be taken is reported in its place and the
// batch goes on.  No linguistics.
//
//   ArticleReader reader({"news/", "more.jsonl.gz"});
//   for (ReadItem item; reader.next(item);) {
//     if (item.status.is_ok()) use(item.article); else report(item.status);
//   }
//
// Thread rule: one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "ingest/article.h"
#include "ingest/input.h"
#include "ingest/path_walker.h"
#include "waqai/types/record.h"
#include "waqai/types/status.h"

namespace waqai::ingest {

class ArticleReader {
 public:
  // Paths are read in the order given, folders recursively in the order of names; "-" is standard input.
  explicit ArticleReader(std::vector<std::string> paths, ReadOptions options = ReadOptions());
  ArticleReader(const ArticleReader&) = delete;
  ArticleReader& operator=(const ArticleReader&) = delete;
  ~ArticleReader();

  // The next article or rejection into `item`; false at the end.
  bool next(ReadItem& item);

  // Bytes read so far of all inputs, as stored (packed).
  uint64_t bytes_read() const;

 private:
  bool open_next(ReadItem& item);
  bool is_new_id(const std::string& id);
  bool take_longer_name(ReadItem& item);

  ReadOptions options_;
  PathWalker walker_;
  RecordParser parser_;
  std::unique_ptr<Input> input_;
  uint64_t finished_bytes_ = 0;       // of inputs read to their end
  std::unordered_set<uint64_t> ids_;  // hashes, in two generations: when one is full the older is forgotten
  std::unordered_set<uint64_t> older_ids_;
};

}  // namespace waqai::ingest
