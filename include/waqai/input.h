// SPDX-License-Identifier: Apache-2.0
//
// InputReader: articles out of files, folders and standard input, one at a time, in a fixed order (arguments as given, folders sorted).
// Plain text (character encoding detected; title, blank line, paragraphs), JSON Lines, CSV and TSV (id, title, source, published, url, text),
// crawls (WARC),
// web pages, CoNLL-U (trees of another parser, docs/FORMATS.md), .gz of all.
// Thread rule: one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "waqai/types/record.h"
#include "waqai/types/status.h"

namespace waqai {

struct InputOptions {
  std::string published;                   // YYYY-MM-DD for articles that do not tell; empty: unknown
  std::string encoding;                    // of plain text and tables; empty: detected
  std::vector<std::string> columns;        // names of fields in JSON and tables: "text=body", "title=headline"; other fields keep theirs
  uint64_t max_article_bytes = 16u << 20;  // a longer line or file is rejected (E024, E028)
  bool any_language = false;               // text without an Arabic letter is taken, too
  bool id_from_name = false;               // a web page's id is its file's name without folder and endings; its path where that is taken
};

// Completes an article given in memory as one read from a JSON record is: text repaired and put together with the title, date checked, id made
// where there is none.  `warnings` gets what was repaired or left out.  E027 without text, E022 without an Arabic letter.  Thread-safe.
Status complete_article(Article& article, std::vector<std::string>& warnings);

class InputReader {
 public:
  // `paths`: files, folders, or "-" for standard input.  A path that does not exist is a rejection of next(), not a failure here.
  // kBadValue for an unknown encoding or field.
  static Result<InputReader> open(const std::vector<std::string>& paths, const InputOptions& options);
  InputReader(InputReader&&) noexcept;
  ~InputReader();

  // One item: an article, or the reason why a file or record gave none (with its place).  Nothing at the end.
  std::optional<Result<Article>> next();

  // Warnings since the last call: repaired text, an unknown date, a guessed encoding.
  std::vector<std::string> take_warnings();

  // Bytes of the files named (as stored), and how many of them have been read; both 0 where standard input is among them.  For progress.
  uint64_t bytes_total() const;
  uint64_t bytes_read() const;

 private:
  struct Impl;
  explicit InputReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace waqai
