// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as tokens: every token is covered by its words without gap or overlap.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "lexicon/words_compile.h"
#include "morphology/tagger.h"
#include "text/segment.h"
#include "text/utf8.h"

namespace {

using namespace waqai;

// A verb, a noun and the clitics.
constexpr char kVerbs[] =
    "lemma\troot\tform\tvowel\ttrans\tpreps\tmasdar\tgloss\n\u0643\u064e\u062a\u064e\u0628\u064e\t\u0643.\u062a.\u0628\t1\tu\ttp\t-\t-\twrite\n";
constexpr char kFunction[] =
    "form\tlemma\tupos\tfeats\tgoverns\tgloss\n\u0648\u064e+\t\u0648\u064e+\tCCONJ\t-\t-\tand\n\u0644\u0650+\t\u0644\u0650+\tADP\t-\tgen\tfor\n"
    "+\u0647\u064f\t\u0647\u064f\u0648\u064e\tPRON\tPerson=3\t-\thim\n\u0627\u0644+\t\u0627\u0644+\tDET\t-\t-\tthe\n";

const morphology::Tagger& tagger() {
  static const lexicon::Bundle* bundle = [] {
    const lexicon::SourceSet set = lexicon::SourceSet::from_texts({{"lexicon/verbs.tsv", kVerbs, ""}, {"lexicon/function.tsv", kFunction, ""}});
    lexicon::Findings findings;
    lexicon::BundleBuilder builder;
    set.add_sources_section(builder);
    lexicon::add_words(set, builder, findings);
    const std::string bytes = builder.finish();
    const int descriptor = ::memfd_create("bundle", 0);
    if (descriptor < 0 || ::write(descriptor, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) std::abort();
    return new lexicon::Bundle(std::move(lexicon::Bundle::open("/proc/self/fd/" + std::to_string(descriptor))).value());
  }();
  static const morphology::Tagger* made = new morphology::Tagger(std::move(morphology::Tagger::open(*bundle)).value());
  return *made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  annot::Document doc;
  doc.reset(text::to_valid_utf8({reinterpret_cast<const char*>(data), size}));
  text::Segmentation found;
  text::Segmenter().segment(doc.text, 0, found);
  for (const text::RawToken& token : found.tokens)
    doc.tokens.push_back({token.span, static_cast<annot::TokenKind>(token.kind), token.space_after, {}});
  doc.sentences.emplace_back();
  doc.sentences[0].tokens = {0, static_cast<uint32_t>(doc.tokens.size())};
  morphology::Workspace scratch;
  if (!tagger().annotate(doc, scratch)) std::abort();
  for (const annot::Token& token : doc.tokens) {
    uint32_t at = token.span.begin;
    for (uint32_t w = token.words.begin; w < token.words.end; ++w) {
      if (doc.words[w].span.begin != at) std::abort();
      at = doc.words[w].span.end;
    }
    if (at != token.span.end) std::abort();
  }
  return 0;
}
