// SPDX-License-Identifier: Apache-2.0
#include "engine/explain.h"

#include <algorithm>
#include <cstdio>

#include "pipeline/records.h"
#include "waqai/output.h"

namespace waqai {
namespace {

using annot::Document;

class Explainer {
 public:
  Explainer(const Document& doc, const CodedArticle& coded, std::span<const lexicon::SourceInfo> sources)
      : doc_(doc), coded_(coded), sources_(sources) {}

  std::string explain(std::optional<Span> only) {
    for (const std::string& warning : coded_.warnings) line("warning: " + warning);
    for (size_t i = 0; i < doc_.sentences.size(); ++i) {
      const annot::Sentence& sentence = doc_.sentences[i];
      if (only && !sentence.span.overlaps(*only)) continue;
      explain_sentence(i, sentence);
    }
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }
  std::string arabic(Span span) const {
    std::string text(doc_.surface(span));
    std::replace(text.begin(), text.end(), '\n', ' ');
    return printable(text);
  }

  std::string row(annot::Row from) const {
    const RowRef ref = pipeline::row_ref(from, "", sources_);
    return ref.file.empty() ? "" : "  [" + ref.file + ":" + std::to_string(ref.line) + "]";
  }

  static std::string row(const RowRef& ref) { return ref.file.empty() ? "" : "  [" + ref.file + ":" + std::to_string(ref.line) + "]"; }

  void explain_sentence(size_t index, const annot::Sentence& sentence) {
    static constexpr const char* kKinds[] = {"title", "body", "teaser of another article: not coded"};
    line("sentence " + std::to_string(index + 1) + " (" + kKinds[static_cast<size_t>(sentence.kind)] + ")");
    line("  " + arabic(sentence.span));
    line("  words: number, tag, relation <- head, gloss, features, word");
    for (uint32_t w = sentence.words.begin; w < sentence.words.end; ++w) explain_word(sentence, w);
    for (const annot::Time& time : doc_.times) {
      if (sentence.span.contains(time.span))
        line("  time " + std::string(time.timex.empty() ? time.value : time.timex) + row(time.row) + "  " + arabic(time.span));
    }
    for (const annot::Mention& mention : doc_.mentions) {
      if (sentence.span.contains(mention.span) && !mention.span.empty()) explain_mention(sentence, mention);
    }
    size_t count = 0;
    for (const Event& event : coded_.events) {
      if (event.sentence != sentence.span) continue;
      ++count;
      explain_event(event);
    }
    size_t rejected = 0;
    for (const Rejection& r : coded_.rejections) {
      if (!sentence.span.contains(r.span)) continue;
      ++rejected;
      line("  rejected: " + r.reason + row(r.row) + "  " + arabic(r.span));
    }
    if (count == 0 && rejected == 0) line("  no event: no word of this sentence is the predicate of a frame");
    line("");
  }

  void explain_word(const annot::Sentence& sentence, uint32_t w) {
    const annot::Word& word = doc_.words[w];
    std::string head = "-";
    std::string relation = "-";
    if (w < doc_.arcs.size()) {
      const annot::Arc& arc = doc_.arcs[w];
      relation = std::string(annot::to_string(arc.relation));
      head = arc.head == annot::kNone ? "0" : std::to_string(arc.head - sentence.words.begin + 1);
    }
    char text[64];
    std::snprintf(text, sizeof text, "  %4u  %-6s %-10s <- %-3s ", w - sentence.words.begin + 1, std::string(annot::to_string(word.upos)).c_str(),
                  relation.c_str(), head.c_str());
    const std::string gloss = word.gloss.empty() ? (word.guessed ? "(guessed)" : "-") : std::string(word.gloss);
    line(text + gloss + "  " + annot::to_string(word.features) + row(word.row) + "  " + printable(std::string(word.form)));
    if (w == doc_.tokens[word.token].words.begin) {
      for (const annot::Alternative& other : doc_.alternatives) {
        if (other.token == word.token)
          line("          instead of " + printable(std::string(other.analysis)) + "  (" + std::to_string(other.score) + ")");
      }
    }
  }

  void explain_mention(const annot::Sentence& sentence, const annot::Mention& mention) {
    std::string who;
    for (const uint32_t index : mention.entities) {
      const annot::Entity& e = doc_.entities[index];
      who += (who.empty() ? "" : "; ") + std::string(e.name.empty() ? "unnamed" : e.name) + " (" + std::string(e.country) +
             (e.sectors.empty() ? "" : " " + std::string(e.sectors)) + ")";
      if (!e.rule.empty()) who += ", " + std::string(e.rule);
    }
    const std::string words =
        std::to_string(mention.words.begin - sentence.words.begin + 1) + "-" + std::to_string(mention.words.end - sentence.words.begin);
    line("  mention " + words + " " + (who.empty() ? "unresolved" : who) + row(mention.row) + "  " + arabic(mention.span));
  }

  void explain_event(const Event& event) {
    char confidence[16];
    std::snprintf(confidence, sizeof confidence, "%.2f", event.confidence);
    std::string mode;
    for (const std::string& m : event.mode) mode += " " + m;
    line("  event " + event.id.substr(0, 8) + "  " + event.type + mode + "  " + event.status + "  confidence " + confidence + row(event.frame) +
         "  " + arabic(event.trigger));
    line("    " + printable(event_gloss(event)));
    for (const Evidence& step : event.evidence) {
      line("    " + step.field + ": " + printable(step.note) + row(step.row) + (step.span.empty() ? "" : "  " + arabic(step.span)));
    }
    if (event.source) {
      const Source& s = *event.source;
      line("    source: " +
           (s.speaker.text.empty() ? "the article itself" : printable(s.speaker.name.empty() ? transliterate(s.speaker.text) : s.speaker.name)) +
           ", " + s.stance + row(s.row) + (s.cue.empty() ? "" : "  " + arabic(s.cue)));
    }
  }

  const Document& doc_;
  const CodedArticle& coded_;
  std::span<const lexicon::SourceInfo> sources_;
  std::string out_;
};

}  // namespace

std::string explain_document(const Document& doc, const CodedArticle& coded, std::span<const lexicon::SourceInfo> sources, std::optional<Span> only) {
  return Explainer(doc, coded, sources).explain(only);
}

}  // namespace waqai
