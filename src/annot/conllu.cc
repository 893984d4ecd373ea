// SPDX-License-Identifier: Apache-2.0
#include "annot/conllu.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/error_codes.h"

namespace waqai::annot {
namespace {

constexpr size_t kColumns = 10;
constexpr size_t kMaxBytes = size_t{1} << 30;  // spans are 32 bits wide
using Columns = std::array<std::string_view, kColumns>;
enum Column { kId, kForm, kLemma, kUpos, kXpos, kFeats, kHead, kRelation, kDeps, kMisc };

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// The value of a comment "# key = value"; a null view where it is another comment.
std::string_view comment_value(std::string_view line, std::string_view key) {
  line = trim(line.substr(1));
  if (line.substr(0, key.size()) != key) return {};
  line = trim(line.substr(key.size()));
  if (line.empty() || line[0] != '=') return {};
  return trim(line.substr(1));
}

bool comment_is(std::string_view line, std::string_view key) {
  line = trim(line.substr(1));
  return line.substr(0, key.size()) == key && (line.size() == key.size() || line[key.size()] == ' ');
}

// Takes the next line off `rest`, without its line end.
std::string_view take_line(std::string_view& rest) {
  const size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// Bytes of the UTF-8 sequence at the start of `text`, 0 if there is no well-formed one.  REQUIRES: !text.empty()
size_t sequence_size(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  const size_t size = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (size == 0 || size > text.size()) return 0;
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const bool too_long = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  const bool beyond = (lead == 0xED && byte(1) > 0x9F) || (lead == 0xF4 && byte(1) > 0x8F);
  return too_long || beyond ? 0 : size;
}

// UTF-8 without control characters.
bool is_clean(std::string_view text) {
  while (!text.empty()) {
    const size_t size = sequence_size(text);
    if (size == 0 || (size == 1 && (static_cast<unsigned char>(text[0]) < 0x20 || text[0] == 0x7F))) return false;
    text.remove_prefix(size);
  }
  return true;
}

// Lead bytes 0xD8 to 0xDB start the Arabic block U+0600 to U+06FF.
bool is_arabic_lead(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value >= 0xD8 && value <= 0xDB;
}

// The offset where the last character of `text` starts.
size_t last_character(std::string_view text) {
  size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

bool parse_number(std::string_view text, uint32_t& value) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc() && end == text.data() + text.size();
}

TokenKind kind_of(std::string_view surface, Upos upos) {
  if (upos == Upos::kPunct) return TokenKind::kPunctuation;
  if (upos == Upos::kSym) return TokenKind::kSymbol;
  const char first = surface.empty() ? ' ' : surface[0];
  if (first >= '0' && first <= '9') return TokenKind::kNumber;
  if ((first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z')) return TokenKind::kLatin;
  return TokenKind::kWord;
}

bool is_particle(Upos upos) { return upos == Upos::kAdp || upos == Upos::kCconj || upos == Upos::kSconj || upos == Upos::kPart; }

// ---- reading ----

struct Row {
  std::string_view form;
  Columns columns;
  uint32_t head = 0;  // id within the sentence, 0 for the root
  uint32_t line = 0;
  bool joined = false;  // belongs to the token of the row before it
  bool space_after = true;
};

struct RangeRow {
  uint32_t first = 0;
  uint32_t last = 0;
  std::string_view form;
};

class Reader {
 public:
  Reader(const ConlluPart& part, Document& doc) : rest_(part.bytes), line_(part.first_line), doc_(doc) {}

  Status run() {
    doc_.text.reserve(rest_.size());  // forms and separators never outgrow the file
    while (!rest_.empty()) {
      const std::string_view line = take_line(rest_);
      Status status = line.empty() ? close_sentence() : line[0] == '#' ? comment(line) : row(line);
      if (!status) return status;
      ++line_;
    }
    if (Status status = close_sentence(); !status) return status;
    if (trees_ != 0 && trees_ != doc_.sentences.size()) return failure(line_, "some sentences have heads and some have none");
    if (trees_ == 0) doc_.arcs.clear();
    for (Word& word : doc_.words) {
      if (word.form.empty()) word.form = doc_.surface(word);  // the text stays where it is from here on
    }
    return {};
  }

 private:
  static Status failure(uint32_t line, const std::string& why) {
    return Status::error(base::kBadConllu, ErrorKind::kInput, "this is no CoNLL-U: " + why)
        .at("line " + std::to_string(line))
        .hint("ten columns separated by tabs, a blank line after each sentence, one root a sentence");
  }

  Status comment(std::string_view line) {
    if (comment_is(line, "newpar")) new_paragraph_ = true;
    const std::string_view kind = comment_value(line, "kind");
    if (kind == "title") kind_ = SentenceKind::kTitle;
    if (kind == "teaser") kind_ = SentenceKind::kTeaser;
    return {};
  }

  Status row(std::string_view line) {
    Row row;
    size_t count = 0;
    while (count < kColumns) {
      const size_t tab = std::min(line.find('\t'), line.size());
      row.columns[count++] = line.substr(0, tab);
      if (tab == line.size()) break;
      line.remove_prefix(tab + 1);
      if (count == kColumns) ++count;  // an eleventh column
    }
    if (count != kColumns) return failure(line_, "a line without ten columns");
    row.form = trim(row.columns[kForm]);
    row.line = line_;
    const std::string_view id = row.columns[kId];
    if (id.find('.') != std::string_view::npos) return {};  // an empty node of enhanced dependencies
    if (row.form.empty() || !is_clean(row.form)) return failure(line_, "a form that is empty, broken UTF-8 or holds control characters");
    if (!is_clean(row.columns[kLemma])) return failure(line_, "a lemma that is broken UTF-8 or holds control characters");
    row.space_after = row.columns[kMisc].find("SpaceAfter=No") == std::string_view::npos;
    return id.find('-') != std::string_view::npos ? range(row) : word(row);
  }

  Status range(const Row& row) {
    const std::string_view id = row.columns[kId];
    const size_t dash = id.find('-');
    RangeRow range{0, 0, row.form};
    const bool numbers = parse_number(id.substr(0, dash), range.first) && parse_number(id.substr(dash + 1), range.last);
    const bool follows = range.first == rows_.size() + 1 && (ranges_.empty() || ranges_.back().last < range.first);
    if (!numbers || !follows || range.last < range.first) return failure(line_, "a range that is out of order");
    ranges_.push_back(range);
    range_space_.push_back(row.space_after);
    return {};
  }

  Status word(Row& row) {
    uint32_t id = 0;
    if (!parse_number(row.columns[kId], id) || id != rows_.size() + 1) return failure(line_, "ids do not count from 1");
    const bool no_head = row.columns[kHead] == "_";
    if (!no_head && !parse_number(row.columns[kHead], row.head)) return failure(line_, "a head that is no number");
    if (!no_head) ++heads_;
    rows_.push_back(row);
    return {};
  }

  // Marks the rows that continue the token before them.
  Status join_rows() {
    for (size_t i = 0; i < ranges_.size(); ++i) {
      if (ranges_[i].last > rows_.size()) return failure(line_, "a range beyond the end of the sentence");
      for (uint32_t id = ranges_[i].first; id <= ranges_[i].last; ++id) rows_[id - 1].joined = id > ranges_[i].first;
      rows_[ranges_[i].last - 1].space_after = range_space_[i];
    }
    if (!ranges_.empty()) return {};  // a file that has ranges writes clitics with them
    for (size_t i = 1; i < rows_.size(); ++i) {
      const Row& left = rows_[i - 1];
      const auto is_word = [](const Row& r) { return r.columns[kUpos] != "PUNCT" && r.columns[kUpos] != "SYM" && r.columns[kUpos] != "NUM"; };
      const bool arabic = is_arabic_lead(left.form[last_character(left.form)]) && is_arabic_lead(rows_[i].form[0]);
      rows_[i].joined = !left.space_after && arabic && is_word(left) && is_word(rows_[i]);
    }
    return {};
  }

  // One root, and every word reaches it.
  Status check_tree() const {
    const auto size = static_cast<uint32_t>(rows_.size());
    uint32_t roots = 0;
    std::vector<uint32_t> seen(size + 1, 0);
    for (uint32_t id = 1; id <= size; ++id) {
      const Row& row = rows_[id - 1];
      if (row.head > size || row.head == id) return failure(row.line, "a head outside the sentence");
      roots += row.head == 0;
      uint32_t at = id;
      while (at != 0 && seen[at] == 0) {
        seen[at] = id;
        at = rows_[at - 1].head <= size ? rows_[at - 1].head : 0;
      }
      if (at != 0 && seen[at] == id) return failure(row.line, "the heads form a cycle");
    }
    return roots == 1 ? Status() : failure(rows_[0].line, std::to_string(roots) + " roots in a sentence");
  }

  Status close_sentence() {
    if (rows_.empty()) {
      if (!ranges_.empty()) return failure(line_, "a range without words");
      return {};
    }
    if (heads_ != 0 && heads_ != rows_.size()) return failure(rows_[0].line, "some words have heads and some have none");
    if (Status status = join_rows(); !status) return status;
    if (heads_ != 0) {
      if (Status status = check_tree(); !status) return status;
      ++trees_;
    }
    add_sentence();
    rows_.clear();
    ranges_.clear();
    range_space_.clear();
    heads_ = 0;
    new_paragraph_ = false;
    kind_ = SentenceKind::kBody;
    return {};
  }

  void add_sentence() {
    if (!doc_.sentences.empty()) {
      doc_.text += new_paragraph_ ? '\n' : ' ';
      paragraph_ += new_paragraph_;
    }
    Sentence sentence;
    sentence.kind = kind_;
    sentence.paragraph = paragraph_;
    sentence.span.begin = static_cast<uint32_t>(doc_.text.size());
    sentence.tokens.begin = static_cast<uint32_t>(doc_.tokens.size());
    sentence.words.begin = static_cast<uint32_t>(doc_.words.size());
    for (size_t i = 0; i < rows_.size();) {
      size_t end = i + 1;
      while (end < rows_.size() && rows_[end].joined) ++end;
      add_token(i, end);
      if (rows_[end - 1].space_after && end < rows_.size()) doc_.text += ' ';
      i = end;
    }
    sentence.span.end = static_cast<uint32_t>(doc_.text.size());
    sentence.tokens.end = static_cast<uint32_t>(doc_.tokens.size());
    sentence.words.end = static_cast<uint32_t>(doc_.words.size());
    for (const Row& row : rows_) {
      Arc arc;
      arc.head = row.head == 0 ? kNone : sentence.words.begin + row.head - 1;
      arc.relation = row.head == 0 ? Relation::kRoot : parse_relation(row.columns[kRelation]).value_or(Relation::kDep);
      doc_.arcs.push_back(arc);
    }
    if (kind_ == SentenceKind::kTitle && doc_.title_end + 1 >= sentence.span.begin) doc_.title_end = sentence.span.end;
    doc_.sentences.push_back(sentence);
  }

  // The token of the rows [begin, end): its surface is the form of the range, or the forms in a row.
  void add_token(size_t begin, size_t end) {
    Token token;
    token.span.begin = static_cast<uint32_t>(doc_.text.size());
    const auto range = std::find_if(ranges_.begin(), ranges_.end(), [&](const RangeRow& r) { return r.first == begin + 1; });
    if (range != ranges_.end()) {
      doc_.text += range->form;
    } else {
      for (size_t i = begin; i < end; ++i) doc_.text += rows_[i].form;
    }
    token.span.end = static_cast<uint32_t>(doc_.text.size());
    token.space_after = rows_[end - 1].space_after;
    token.words = {static_cast<uint32_t>(doc_.words.size()), static_cast<uint32_t>(doc_.words.size() + end - begin)};
    uint32_t at = token.span.begin;
    for (size_t i = begin; i < end; ++i) at = add_word(rows_[i], at, {token.span.end, i + 1 == end});
    mark_clitics(token.words);
    token.kind = kind_of(doc_.surface(token), doc_.words.back().upos);
    doc_.tokens.push_back(token);
  }

  struct TokenEnd {
    uint32_t end = 0;
    bool is_last = false;
  };

  // Appends the word that starts at byte `at` of the text; returns where it ends.
  uint32_t add_word(const Row& row, uint32_t at, TokenEnd token) {
    Word word;
    word.token = static_cast<uint32_t>(doc_.tokens.size());
    word.upos = parse_upos(row.columns[kUpos]).value_or(Upos::kX);
    word.features = parse_features(row.columns[kFeats]);
    word.lemma = doc_.strings.store(row.columns[kLemma]);
    const std::string_view rest = std::string_view(doc_.text).substr(at, token.end - at);
    // Fused words need not be written as they stand alone: a word takes what it shares with the surface, one character at least.
    size_t size = 0;
    while (size < rest.size() && size < row.form.size() && rest[size] == row.form[size]) ++size;
    while (size < rest.size() && (static_cast<unsigned char>(rest[size]) & 0xC0) == 0x80) ++size;
    if (size == 0 && !rest.empty()) size = sequence_size(rest);
    if (token.is_last) size = rest.size();
    word.span = {at, at + static_cast<uint32_t>(size)};
    if (rest.substr(0, size) != row.form) word.form = doc_.strings.store(row.form);
    doc_.words.push_back(word);
    return word.span.end;
  }

  // Within a token of several words: one-letter particles before the stem are proclitics, pronouns after it enclitics.
  void mark_clitics(Range words) {
    if (words.size() < 2) return;
    uint32_t end = words.end;
    while (end - 1 > words.begin && doc_.words[end - 1].upos == Upos::kPron) doc_.words[--end].enclitic = true;
    for (uint32_t i = words.begin; i + 1 < end; ++i) {
      if (!is_particle(doc_.words[i].upos) || doc_.words[i].span.size() > 2) break;
      doc_.words[i].proclitic = true;
    }
  }

  std::string_view rest_;
  uint32_t line_ = 1;
  Document& doc_;
  std::vector<Row> rows_;
  std::vector<RangeRow> ranges_;
  std::vector<bool> range_space_;
  size_t heads_ = 0;  // rows with a head
  size_t trees_ = 0;  // sentences with a tree
  uint32_t paragraph_ = 0;
  bool new_paragraph_ = false;
  SentenceKind kind_ = SentenceKind::kBody;
};

// ---- writing ----

// Appends a value for a column or comment: line ends and tabs become spaces.
void append_value(std::string& out, std::string_view value) {
  for (const char byte : value) out += byte == '\t' || byte == '\n' || byte == '\r' ? ' ' : byte;
}

struct LineOptions {
  uint32_t first = 0;  // word of the document that has id 1
  bool gloss = false;
  bool glued = false;  // SpaceAfter=No
};

void append_word(const Document& doc, uint32_t index, const LineOptions& options, std::string& out) {
  const Word& word = doc.words[index];
  out += std::to_string(index - options.first + 1) + '\t';
  append_value(out, word.form.empty() ? doc.surface(word) : word.form);
  out += '\t';
  append_value(out, word.lemma.empty() ? word.form : word.lemma);
  out += '\t';
  out += to_string(word.upos);
  out += "\t_\t" + to_string(word.features) + '\t';
  if (index < doc.arcs.size()) {
    const Arc& arc = doc.arcs[index];
    out += arc.head == kNone ? "0" : std::to_string(arc.head - options.first + 1);
    out += '\t';
    out += to_string(arc.head == kNone ? Relation::kRoot : arc.relation);
  } else {
    out += "_\t_";
  }
  out += "\t_\t";
  std::string misc;
  if (options.gloss && !word.gloss.empty()) {
    misc = "Gloss=";
    append_value(misc, word.gloss);
    std::replace(misc.begin(), misc.end(), '|', '/');
    std::replace(misc.begin(), misc.end(), ' ', '_');
  }
  if (options.glued) misc += misc.empty() ? "SpaceAfter=No" : "|SpaceAfter=No";
  out += (misc.empty() ? "_" : misc) + '\n';
}

void append_token(const Document& doc, const Token& token, LineOptions options, std::string& out) {
  const bool fused = token.words.size() > 1;
  if (fused) {
    out += std::to_string(token.words.begin - options.first + 1) + '-' + std::to_string(token.words.end - options.first) + '\t';
    append_value(out, doc.surface(token));
    out += "\t_\t_\t_\t_\t_\t_\t_\t";
    out += token.space_after ? "_\n" : "SpaceAfter=No\n";
  }
  options.glued = !fused && !token.space_after;
  for (uint32_t i = token.words.begin; i < token.words.end; ++i) append_word(doc, i, options, out);
}

}  // namespace

void append_conllu(const Document& doc, const ConlluOptions& options, std::string& out) {
  uint32_t paragraph = kNone;
  uint32_t number = 0;
  for (const Sentence& sentence : doc.sentences) {
    if (sentence.words.empty()) continue;
    if (sentence.paragraph != paragraph) out += "# newpar\n";
    paragraph = sentence.paragraph;
    out += "# sent_id = " + std::string(options.sent_id_prefix) + std::to_string(++number) + "\n# text = ";
    append_value(out, doc.surface(sentence.span));
    out += '\n';
    if (sentence.kind != SentenceKind::kBody) out += sentence.kind == SentenceKind::kTitle ? "# kind = title\n" : "# kind = teaser\n";
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      append_token(doc, doc.tokens[t], {sentence.words.begin, options.gloss, false}, out);
    }
    out += '\n';
  }
}

std::vector<ConlluPart> split_conllu(std::string_view bytes) {
  std::vector<ConlluPart> parts;
  ConlluPart part;
  std::string_view rest = bytes;
  const char* begin = bytes.data();
  uint32_t line_number = 1;
  const auto close = [&](const char* end) {
    part.bytes = {begin, static_cast<size_t>(end - begin)};
    if (part.bytes.find_first_not_of(" \r\n") != std::string_view::npos) parts.push_back(part);
    begin = end;
  };
  while (!rest.empty()) {
    const char* start = rest.data();
    const std::string_view line = take_line(rest);
    if (!line.empty() && line[0] == '#' && comment_is(line, "newdoc")) {
      close(start);
      const size_t equals = line.find('=');
      part.id = equals == std::string_view::npos ? std::string_view() : trim(line.substr(equals + 1));
      part.first_line = line_number;
    }
    ++line_number;
  }
  close(bytes.data() + bytes.size());
  return parts;
}

Status read_conllu(const ConlluPart& part, Document& doc) {
  doc.reset({});
  if (part.bytes.size() > kMaxBytes)
    return Status::error(base::kBadConllu, ErrorKind::kInput, "a CoNLL-U text above 1 GiB").hint("split it at # newdoc");
  Status status = Reader(part, doc).run();
  if (!status) doc.reset({});
  return status;
}

}  // namespace waqai::annot
