// SPDX-License-Identifier: Apache-2.0
//
// Input: one file or descriptor while articles are read from it.  Each kind of file has its own (text_input.cc, page_input.cc, ...); open_input()
// tells which. Thread rule: one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "ingest/article.h"
#include "ingest/byte_stream.h"
#include "ingest/charset.h"
#include "waqai/types/record.h"
#include "waqai/types/status.h"

namespace waqai::ingest {

struct ReadOptions {
  size_t max_article_bytes = size_t{16} << 20;  // of a line, a JSON object, a plain text file; longer ones are rejected
  Charset charset = Charset::kAuto;             // of every input
  int standard_input = 0;                       // descriptor that the path "-" reads; stays the caller's
  size_t remembered_ids = 1'000'000;            // at least so many latest ids are known again; about 100 bytes each at most
  FieldNames fields;
  bool any_language = false;  // articles without an Arabic letter are taken, too
  bool id_from_name = false;  // a web page's id is its file's name without folder and endings; where that is taken, its path
};

// One article, or why there is none.
struct ReadItem {
  Article article;    // complete where `status` is ok; id, title and the like as far as known where it is not
  Status status;      // its place is "file", "file:LINE" or "file:record N"; standard input is called "-"
  std::string place;  // the same, also for articles
  std::vector<std::string> warnings;
  bool id_is_name = false;  // the article's id is its file's name: another page may bear it
};

class Input {
 public:
  virtual ~Input() = default;

  // The next article or rejection; false at the end.
  virtual bool next(ReadItem& item) = 0;
  // Bytes read so far, as stored (packed).
  virtual uint64_t bytes_read() const = 0;
};

// A file that has been opened and whose first bytes have been read.
struct OpenFile {
  std::string name;  // path, or "-"
  std::unique_ptr<ByteStream> bytes;
  std::string head;    // the first bytes, unpacked, up to about 64 KiB
  bool ended = false;  // head is all
};

// Reads the head.
OpenFile read_head(std::string name, std::unique_ptr<ByteStream> bytes);

// The input for `file`, told from its name and its head.  `options` and `parser` must outlive it.  kUnsupportedFile, kBinaryInput, kUnknownCharset.
Result<std::unique_ptr<Input>> open_input(OpenFile file, const ReadOptions& options, RecordParser& parser);

// The ending of a file's name without the dot, in lower case, ".gz" apart; its name without folders and endings.
std::string ending_of(const std::string& path);
std::string stem_of(const std::string& path);

// What the end of a text says: `item` is the failure that ended it, or that it held nothing; false where it ended well with `any` article read.
bool end_of_text(const std::string& name, const Status& read, bool any, ReadItem& item);

// The kinds of input.
bool looks_like_conllu(std::string_view head);
Result<std::unique_ptr<Input>> open_conllu_input(OpenFile file, const ReadOptions& options);
std::unique_ptr<Input> open_warc_input(OpenFile file, const ReadOptions& options);
std::unique_ptr<Input> open_page_input(OpenFile file, const ReadOptions& options);
Result<std::unique_ptr<Input>> open_zip_input(OpenFile file, const ReadOptions& options, RecordParser& parser);
Result<std::unique_ptr<Input>> open_table_input(OpenFile file, const ReadOptions& options);
Result<std::unique_ptr<Input>> open_text_input(OpenFile file, const ReadOptions& options, RecordParser& parser);

}  // namespace waqai::ingest
