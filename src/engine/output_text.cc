// SPDX-License-Identifier: Apache-2.0
//
// Records for people: English glosses, transliteration, and text made safe for a terminal.
#include <algorithm>
#include <cstdio>
#include <string_view>

#include "text/letters.h"
#include "text/utf8.h"
#include "waqai/output.h"

namespace waqai {
namespace {

// How a type reads with and without a recipient; %A actors, %R recipients.
struct Phrase {
  std::string_view type;
  std::string_view with;
  std::string_view without;
};
constexpr Phrase kPhrases[] = {
    {"AGREE", "%A agreed or offered to cooperate with %R", "%A agreed or offered to cooperate"},
    {"CONSULT", "%A consulted with %R", "%A held talks"},
    {"SUPPORT", "%A supported or praised %R", "%A expressed support"},
    {"CONCEDE", "%A conceded to %R", "%A made a concession"},
    {"COOPERATE", "%A cooperated with %R", "%A cooperated"},
    {"AID", "%A gave aid to %R", "%A gave aid"},
    {"RETREAT", "%A eased or withdrew towards %R", "%A stepped back"},
    {"REQUEST", "%A called on %R", "%A made a demand"},
    {"ACCUSE", "%A accused or criticised %R", "%A voiced disapproval"},
    {"REJECT", "%A rejected %R", "%A refused"},
    {"THREATEN", "%A threatened %R", "%A made a threat"},
    {"PROTEST", "%A protested against %R", "%A protested"},
    {"SANCTION", "%A sanctioned %R", "%A imposed sanctions"},
    {"MOBILIZE", "%A mobilised forces against %R", "%A mobilised forces"},
    {"COERCE", "%A coerced %R", "%A used coercion"},
    {"ASSAULT", "%A attacked %R", "%A attacked"},
};

struct Latin {
  char32_t letter;
  const char* latin;
};
constexpr Latin kLatin[] = {
    {text::kHamza, "'"},
    {text::kAlefMadda, "a"},
    {text::kAlefHamzaAbove, "a"},
    {text::kWawHamza, "u'"},
    {text::kAlefHamzaBelow, "i"},
    {text::kYehHamza, "i'"},
    {text::kAlef, "a"},
    {text::kBeh, "b"},
    {text::kTehMarbuta, "a"},
    {text::kTeh, "t"},
    {text::kTheh, "th"},
    {text::kJeem, "j"},
    {text::kHah, "h"},
    {text::kKhah, "kh"},
    {text::kDal, "d"},
    {text::kThal, "dh"},
    {text::kReh, "r"},
    {text::kZain, "z"},
    {text::kSeen, "s"},
    {text::kSheen, "sh"},
    {text::kSad, "s"},
    {text::kDad, "d"},
    {text::kTah, "t"},
    {text::kZah, "z"},
    {text::kAin, "'"},
    {text::kGhain, "gh"},
    {text::kFeh, "f"},
    {text::kQaf, "q"},
    {text::kKaf, "k"},
    {text::kLam, "l"},
    {text::kMeem, "m"},
    {text::kNoon, "n"},
    {text::kHeh, "h"},
    {text::kWaw, "w"},
    {text::kAlefMaksura, "a"},
    {text::kYeh, "y"},
    {text::kFatha, "a"},
    {text::kDamma, "u"},
    {text::kKasra, "i"},
    {text::kFathatan, "an"},
    {text::kDammatan, "un"},
    {text::kKasratan, "in"},
    {text::kPeh, "p"},
    {text::kTcheh, "ch"},
    {text::kVeh, "v"},
    {text::kGaf, "g"},
    {text::kKeheh, "k"},
    {text::kFarsiYeh, "y"},
    {text::kArabicComma, ","},
    {text::kArabicSemicolon, ";"},
    {text::kArabicQuestion, "?"},
};

const char* latin_of(char32_t code) {
  const auto* row = std::find_if(std::begin(kLatin), std::end(kLatin), [code](const Latin& l) { return l.letter == code; });
  return row == std::end(kLatin) ? nullptr : row->latin;
}

std::string shown_name(const Participant& who) {
  // The words of a party nobody names are those of the deed.
  const bool unnamed = who.name.empty() && who.sector.size() == 1 && (who.sector[0] == "UNK" || who.sector[0] == "UAF");
  std::string name = !who.name.empty() ? who.name : unnamed ? "" : transliterate(who.text);
  if (name.empty()) name = unnamed && who.sector[0] == "UAF" ? "somebody armed" : "somebody";
  // A name that is made of codes tells them itself: civil society (Yemen).
  if (name.back() == ')') return name;
  std::string code = who.country;
  for (const std::string& sector : who.sector) code += (code.empty() ? "" : " ") + sector;
  return code.empty() ? name : name + " (" + code + ")";
}

std::string shown_names(const std::vector<Participant>& all) {
  std::string text;
  for (size_t i = 0; i < all.size(); ++i) text += (i == 0 ? "" : i + 1 == all.size() ? " and " : ", ") + shown_name(all[i]);
  return text;
}

std::string filled(std::string_view pattern, const Event& event) {
  std::string text;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '%') {
      const auto& side = pattern[++i] == 'A' ? event.actor : event.recipient;
      text += side.empty() ? "somebody" : shown_names(side);
    } else {
      text += pattern[i];
    }
  }
  return text;
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ", ") + value;
  return text;
}

std::string row_text(const RowRef& row) {
  std::string text = row.file.empty() ? "" : row.file + ":" + std::to_string(row.line);
  if (!row.rule.empty()) text += (text.empty() ? "" : ", ") + row.rule;
  return text.empty() ? "-" : text;
}

class TextWriter {
 public:
  TextWriter(const CodedArticle& coded, const TextStyle& style) : coded_(coded), style_(style) {}

  std::string write() {
    const Article& a = coded_.article;
    out_ += bold(printable(a.id.empty() ? "article" : a.id)) + (a.published.empty() ? "" : "  " + a.published) +
            (a.source.empty() ? "" : "  " + printable(a.source)) + "\n";
    if (!a.title.empty()) out_ += "  " + arabic(a.title) + "\n";
    for (const std::string& warning : coded_.warnings) out_ += "  warning: " + printable(warning) + "\n";
    if (coded_.events.empty()) out_ += "  no event\n";
    for (const Event& event : coded_.events) write_event(event);
    return std::move(out_);
  }

 private:
  std::string bold(const std::string& text) const { return style_.colour ? "\x1b[1m" + text + "\x1b[0m" : text; }
  std::string arabic(std::string_view text) const {
    std::string line(text);
    std::replace(line.begin(), line.end(), '\n', ' ');
    return printable(style_.transliterate ? transliterate(line) : line);
  }
  void field(const std::string& name, const std::string& value) {
    if (!value.empty()) out_ += "      " + name + std::string(name.size() < 10 ? 10 - name.size() : 1, ' ') + value + "\n";
  }

  void write_event(const Event& e) {
    std::string head = e.type;
    if (!e.mode.empty()) head += " " + joined(e.mode);
    out_ += "\n  " + std::to_string(e.n) + ". " + bold(head) + "  " + e.status + "\n";
    out_ += "      " + printable(event_gloss(e)) + "\n";
    field("date", e.date);
    if (e.place) field("place", printable(e.place->name.empty() ? transliterate(e.place->name_ar) : e.place->name) + " (" + e.place->country + ")");
    if (e.source)
      field("source", printable(e.source->speaker.text.empty() ? "the article itself" : shown_name(e.source->speaker)) + ", " + e.source->stance);
    field("context", joined(e.context));
    for (const Magnitude& m : e.magnitude) field("number", m.kind + " " + quantity(m));
    for (const Pledge& p : coded_.pledges) {
      if (p.event == e.n) field("pledge", p.strength + (p.due.empty() ? "" : ", due " + p.due) + ": " + arabic(p.act));
    }
    char confidence[16];
    std::snprintf(confidence, sizeof confidence, "%.2f", e.confidence);
    field("rule", row_text(e.frame) + "   confidence " + confidence + "   id " + e.id.substr(0, 8));
    for (size_t i = 0; style_.evidence && i < e.evidence.size(); ++i) {
      const Evidence& step = e.evidence[i];
      field("because", step.field + ": " + printable(step.note) + (step.row.file.empty() ? "" : "  [" + row_text(step.row) + "]"));
      if (!step.span.empty()) field("", arabic(step.span.of(coded_.article.text)));
    }
    field("trigger", arabic(e.trigger_text));
    field("text", arabic(e.sentence.of(coded_.article.text)));
  }

  static std::string quantity(const Magnitude& m) {
    char text[64];
    if (m.low == m.high) std::snprintf(text, sizeof text, "%.0f", m.low);
    else std::snprintf(text, sizeof text, "%.0f to %.0f", m.low, m.high);
    return text + (m.unit.empty() ? "" : " " + m.unit);
  }

  const CodedArticle& coded_;
  const TextStyle& style_;
  std::string out_;
};

}  // namespace

std::string event_gloss(const Event& event) {
  const auto* phrase = std::find_if(std::begin(kPhrases), std::end(kPhrases), [&](const Phrase& p) { return p.type == event.type; });
  if (phrase == std::end(kPhrases)) return event.type;
  std::string text = filled(event.recipient.empty() ? phrase->without : phrase->with, event);
  if (event.status != "actual") text += " [" + event.status + "]";
  if (event.source && event.source->stance != "asserted") text += " [" + event.source->stance + "]";
  return text;
}

std::string to_text(const CodedArticle& coded, const TextStyle& style) { return TextWriter(coded, style).write(); }

std::string transliterate(const std::string& text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const text::Decoded next = text::decode(text, at);
    at += next.size;
    const char* latin = latin_of(next.code);
    const int digit = text::digit_value(next.code);
    if (latin != nullptr) out += latin;
    else if (digit >= 0) out += static_cast<char>('0' + digit);
    else if (!text::is_mark(next.code) && !text::is_ignorable(next.code)) text::append_utf8(out, next.code);
  }
  return out;
}

std::string printable(const std::string& text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const text::Decoded next = text::decode(text, at);
    at += next.size;
    const bool control = next.code < 0x20 || (next.code >= 0x7F && next.code <= 0x9F);
    if (control || (text::is_ignorable(next.code) && next.code != 0x200C && next.code != 0x200D)) {
      char escape[16];
      std::snprintf(escape, sizeof escape, "<U+%04X>", static_cast<unsigned>(next.code));
      if (control) out += next.code == '\t' ? " " : escape;
    } else {
      text::append_utf8(out, next.code);
    }
  }
  return out;
}

}  // namespace waqai
