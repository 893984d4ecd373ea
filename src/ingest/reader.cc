// SPDX-License-Identifier: Apache-2.0
#include "ingest/reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error_codes.h"
#include "base/hash.h"
#include "html/page.h"
#include "ingest/byte_stream.h"
#include "ingest/text_stream.h"
#include "text/utf8.h"

namespace waqai::ingest {
namespace {

enum class Format { kPlain, kLines, kObjects, kConllu, kPage };

constexpr std::string_view kBlanks = " \t\r\n";
constexpr size_t kConlluGrowth = 16;  // bytes of CoNLL-U for a byte of text, at most
constexpr size_t kIdDigits = 16;

Status rejected(int code, std::string message) { return Status::error(code, ErrorKind::kRejected, std::move(message)); }

// The ending of a file's name without the dot, in lower case, ".gz" apart.
std::string ending_of(const std::string& path) {
  std::string name = path.substr(path.find_last_of('/') + 1);
  std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  const size_t dot = name.find_last_of('.');
  return dot == std::string::npos ? "" : name.substr(dot + 1);
}

bool is_foreign(const std::string& ending) {
  static constexpr std::string_view kEndings[] = {"xml", "rss", "atom", "csv", "tsv", "warc", "pdf", "doc", "docx", "xls", "xlsx", "tar", "parquet"};
  return std::find(std::begin(kEndings), std::end(kEndings), ending) != std::end(kEndings);
}

// What `head` opens with, in lower case: comments and blanks passed over.
std::string markup_of(std::string_view head) {
  head.remove_prefix(std::min(head.find_first_not_of(kBlanks), head.size()));
  while (head.starts_with("<!--") && head.find("-->") != std::string_view::npos) {
    head.remove_prefix(head.find("-->") + 3);
    head.remove_prefix(std::min(head.find_first_not_of(kBlanks), head.size()));
  }
  std::string start(head.substr(0, 1024));
  std::transform(start.begin(), start.end(), start.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return start;
}

bool is_page(std::string_view head) {
  const std::string start = markup_of(head);
  for (const char* opening : {"<!doctype html", "<html", "<head", "<body"}) {
    if (start.starts_with(opening)) return true;
  }
  return start.starts_with("<?xml") && start.find("<html") != std::string::npos;
}

bool is_other_markup(std::string_view head) { return markup_of(head).starts_with("<?xml") && !is_page(head); }

// The name of a file without its folder and what stands behind its first dot.
std::string stem_of(const std::string& path) {
  const std::string name = path.substr(path.find_last_of('/') + 1);
  return name.substr(0, name.find('.'));
}

// Whether the first JSON object of `head` goes over a line break: then records are told by braces, not by lines.
bool object_spans_lines(std::string_view head) {
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < head.size(); ++i) {
    if (in_string) {
      if (head[i] == '\\') ++i;
      if (i < head.size() && head[i] == '"') in_string = false;
      continue;
    }
    if (head[i] == '\n') return true;
    if (head[i] == '"') in_string = true;
    if (head[i] == '{') ++depth;
    if (head[i] == '}' && --depth == 0) return false;
  }
  return false;
}

// The value of the CoNLL-U comment `# key = value`; nothing where the line is another one.
std::optional<std::string> conllu_comment(std::string_view line, std::string_view key) {
  const auto trimmed = [](std::string_view text) {
    const size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
    text.remove_prefix(begin);
    return text.substr(0, text.find_last_not_of(kBlanks) + 1);
  };
  if (!line.starts_with('#')) return std::nullopt;
  line = trimmed(line.substr(1));
  if (!line.starts_with(key)) return std::nullopt;
  line = trimmed(line.substr(key.size()));
  return line.starts_with('=') ? std::optional(std::string(trimmed(line.substr(1)))) : std::nullopt;
}

// `# newdoc`, with or without an id.
bool is_newdoc(std::string_view line) {
  if (!line.starts_with('#')) return false;
  line.remove_prefix(std::min(line.find_first_not_of(kBlanks, 1), line.size()));
  constexpr std::string_view kWord = "newdoc";
  return line.starts_with(kWord) && (line.size() == kWord.size() || line[kWord.size()] == ' ');
}

// Whether the first line that is no comment has the ten columns of CoNLL-U and starts with an id.
bool is_conllu(std::string_view head) {
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find('\n'));
    head.remove_prefix(std::min(line.size() + 1, head.size()));
    if (line.starts_with('#') || line.find_first_not_of(kBlanks) == std::string_view::npos) continue;
    return line[0] == '1' && std::count(line.begin(), line.end(), '\t') == 9;
  }
  return false;
}

Format format_of(const std::string& ending, std::string_view head) {
  if (ending == "html" || ending == "htm" || ending == "xhtml" || is_page(head)) return Format::kPage;
  if (ending == "conllu" || is_conllu(head)) return Format::kConllu;
  if (ending == "jsonl" || ending == "ndjson") return Format::kLines;
  if (ending == "txt" || ending == "text") return Format::kPlain;
  const std::string_view start = head.substr(std::min(head.find_first_not_of(kBlanks), head.size()));
  const std::string_view inner = start.empty() ? start : start.substr(std::min(start.find_first_not_of(kBlanks, 1), start.size()));
  if (start.starts_with('[') && (inner.starts_with('{') || inner.starts_with(']') || ending == "json")) return Format::kObjects;
  const bool object = start.starts_with('{') && (inner.starts_with('"') || inner.starts_with('}'));
  if (!object) return ending == "json" ? Format::kLines : Format::kPlain;
  return object_spans_lines(start) ? Format::kObjects : Format::kLines;
}

}  // namespace

// One file or descriptor while it is read.
class ArticleReader::Input {
 public:
  Input(std::string name, std::unique_ptr<TextStream> text, const ReadOptions& options, RecordParser& parser)
      : name_(std::move(name)), text_(std::move(text)), options_(options), parser_(parser), format_(format_of(ending_of(name_), text_->head())) {}

  uint64_t bytes_read() const { return text_->bytes_read(); }

  // False at the end.  A record that fails is an item too.
  bool next(ReadItem& item) {
    if (done_) return false;
    const bool whole = format_ == Format::kPlain || format_ == Format::kPage;
    const bool found = whole ? plain(item) : format_ == Format::kConllu ? conllu(item) : record(item);
    if (found) {
      any_ = true;
      return true;
    }
    done_ = true;
    item.place = name_;
    if (!text_->status().is_ok()) {
      item.status = Status(text_->status()).at(name_);
      return true;
    }
    if (any_) return false;
    item.status = Status::error(base::kEmptyInput, ErrorKind::kInput, "the input holds nothing").at(name_);
    return true;
  }

 private:
  void reject(ReadItem& item, Status status) const { item.status = std::move(status).at(item.place); }

  bool plain(ReadItem& item) {
    item.place = name_;
    std::string file;
    Piece line;
    while (text_->read_line(options_.max_article_bytes, line)) {
      if (line.too_long || file.size() + line.text.size() + 1 > options_.max_article_bytes) {
        done_ = true;
        reject(item, rejected(base::kArticleTooLong, "the article is longer than " + std::to_string(options_.max_article_bytes) + " bytes"));
        return true;
      }
      file += line.text;
      file += '\n';
    }
    if (any_ || file.find_first_not_of(kBlanks) == std::string::npos) return false;
    if (text::first_invalid_utf8(file) != std::string::npos) {
      file = text::to_valid_utf8(file);
      item.warnings.emplace_back("broken UTF-8 was replaced by U+FFFD");
    }
    if (auto once = undo_double_encoding(file)) {
      file = std::move(*once);
      item.warnings.emplace_back("double encoding was undone");
    }
    if (format_ == Format::kPage) read_page(file, item.article);
    else split_plain_text(file, item.article);
    if (!text_->status().is_ok()) item.warnings.emplace_back("the input breaks off; this is what stood before");
    if (Status status = complete_article(item.article, item.warnings, options_.any_language); !status) reject(item, std::move(status));
    return true;
  }

  // A web page: what html/page.h finds on it.
  void read_page(const std::string& file, Article& article) const {
    html::Page page = html::read_page(file);
    if (options_.id_from_name) article.id = stem_of(name_);
    article.title = std::move(page.title);
    article.source = std::move(page.source);
    article.section = std::move(page.section);
    article.url = std::move(page.url);
    article.published = std::move(page.published);
    for (const html::Paragraph& paragraph : page.paragraphs) article.text += paragraph.text + "\n";
  }

  // Trees of another parser: the lines up to the next `# newdoc` are an article.  What they hold is judged when it is coded.
  bool conllu(ReadItem& item) {
    Article& article = item.article;
    const size_t limit = options_.max_article_bytes * kConlluGrowth;
    bool any = false, too_long = false;
    while (pending_ || text_->read_line(options_.max_article_bytes, piece_)) {
      pending_ = false;
      if (any && is_newdoc(piece_.text)) {
        pending_ = true;
        break;
      }
      if (item.place.empty()) item.place = name_ + ":" + std::to_string(piece_.number);
      too_long = too_long || piece_.too_long || article.conllu.size() + piece_.text.size() >= limit;
      if (too_long) continue;
      if (const auto id = conllu_comment(piece_.text, "newdoc id")) article.id = *id;
      if (const auto published = conllu_comment(piece_.text, "published")) article.published = *published;
      if (const auto source = conllu_comment(piece_.text, "source")) article.source = *source;
      if (const auto url = conllu_comment(piece_.text, "url")) article.url = *url;
      any = any || (!piece_.text.empty() && piece_.text[0] != '#');
      article.conllu += piece_.text;
      article.conllu += '\n';
    }
    if (too_long) {
      reject(item, rejected(base::kArticleTooLong, "the article is longer than " + std::to_string(limit) + " bytes of CoNLL-U"));
      return true;
    }
    if (!any) return false;
    if (article.id.empty()) article.id = base::digest128(article.conllu).substr(0, kIdDigits);
    return true;
  }

  // The next line that is not blank, or the next object.
  bool read_piece(ReadItem& item, bool& skipped) {
    skipped = false;
    if (format_ == Format::kObjects) {
      const bool found = text_->read_object(options_.max_article_bytes, piece_, skipped);
      item.place = name_ + ":record " + std::to_string(piece_.number);
      return found;
    }
    while (text_->read_line(options_.max_article_bytes, piece_)) {
      item.place = name_ + ":" + std::to_string(piece_.number);
      if (piece_.too_long || piece_.text.find_first_not_of(kBlanks) != std::string::npos) return true;
    }
    return false;
  }

  bool record(ReadItem& item) {
    bool skipped = false;
    const bool found = pending_ ? std::exchange(pending_, false) : read_piece(item, skipped);
    if (skipped) {
      pending_ = found;
      item.place = name_ + ":byte " + std::to_string(piece_.offset);
      reject(item, rejected(base::kBadJson, "text that is no JSON object stands before this place"));
      return true;
    }
    if (!found) return false;
    if (item.place.empty()) item.place = name_ + ":record " + std::to_string(piece_.number);
    const bool cut = !piece_.complete && !text_->status().is_ok();
    if (piece_.too_long) {
      if (cut) return false;
      const bool line = format_ == Format::kLines;
      reject(item, rejected(line ? base::kLineTooLong : base::kArticleTooLong, std::string(line ? "the line" : "the record") + " at byte " +
                                                                                   std::to_string(piece_.offset) + " is longer than " +
                                                                                   std::to_string(options_.max_article_bytes) + " bytes"));
      return true;
    }
    Status status = parser_.parse(piece_.text, item.article, item.warnings);
    if (!status && cut) return false;  // the end of a cut input: reported as that, not as bad JSON
    if (status) status = complete_article(item.article, item.warnings, options_.any_language);
    if (!status) reject(item, std::move(status));
    return true;
  }

  std::string name_;
  std::unique_ptr<TextStream> text_;
  const ReadOptions& options_;
  RecordParser& parser_;
  Format format_;
  Piece piece_;
  bool pending_ = false;  // piece_ is read but not yet told
  bool any_ = false;
  bool done_ = false;
};

ArticleReader::ArticleReader(std::vector<std::string> paths, ReadOptions options)
    : options_(std::move(options)), walker_(std::move(paths)), parser_(options_.fields) {}
ArticleReader::~ArticleReader() = default;

// Opens the next input; false where there is none.  A path that cannot be opened leaves input_ empty and its reason in `item`.
bool ArticleReader::open_next(ReadItem& item) {
  std::string path;
  if (!walker_.next(path, item.status)) return false;
  item.place = path;
  if (!item.status.is_ok()) return true;
  if (is_foreign(ending_of(path))) {
    item.status = Status::error(base::kUnsupportedFile, ErrorKind::kInput, "this kind of file is not read").at(path);
    return true;
  }
  std::unique_ptr<ByteStream> bytes;
  if (path == "-") {
    bytes = ByteStream::from_descriptor(options_.standard_input);
  } else {
    Result<std::unique_ptr<ByteStream>> opened = ByteStream::open(path);
    if (!opened) {
      item.status = opened.status();
      return true;
    }
    bytes = std::move(opened).value();
  }
  Result<std::unique_ptr<TextStream>> text = TextStream::open(std::move(bytes), options_.charset);
  if (!text) {
    item.status = text.status().at(path);
    return true;
  }
  if (is_other_markup(text.value()->head())) {
    item.status = Status::error(base::kUnsupportedFile, ErrorKind::kInput, "feeds and other XML are not read").at(path);
    return true;
  }
  input_ = std::make_unique<Input>(path, std::move(text).value(), options_, parser_);
  return true;
}

bool ArticleReader::is_new_id(const std::string& id) {
  const uint64_t hash = base::hash64(id);
  if (ids_.contains(hash) || older_ids_.contains(hash)) return false;
  if (ids_.size() >= options_.remembered_ids) {
    older_ids_ = std::move(ids_);
    ids_.clear();
  }
  ids_.insert(hash);
  return true;
}

bool ArticleReader::next(ReadItem& item) {
  while (true) {
    item = {};
    if (!input_) {
      if (!open_next(item)) return false;
      if (!input_) return true;
      item = {};
    }
    if (!input_->next(item)) {
      finished_bytes_ += input_->bytes_read();
      input_.reset();
      continue;
    }
    if (item.status.is_ok() && !is_new_id(item.article.id)) {
      item.status = rejected(base::kDuplicateId, "an article with the id " + item.article.id + " came before").at(item.place);
    }
    return true;
  }
}

uint64_t ArticleReader::bytes_read() const { return finished_bytes_ + (input_ ? input_->bytes_read() : 0); }

}  // namespace waqai::ingest
