// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as CoNLL-U: an error with a code, or a document whose spans lie in its text and whose trees can be written again.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "annot/conllu.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waqai;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  annot::Document doc;
  for (const annot::ConlluPart& part : annot::split_conllu(bytes)) {
    const Status status = annot::read_conllu(part, doc);
    if (!status) {
      if (status.code() == 0 || status.message().empty()) std::abort();
      continue;
    }
    if (!doc.arcs.empty() && doc.arcs.size() != doc.words.size()) std::abort();  // no arcs: words without a tree
    for (const annot::Word& word : doc.words) {
      if (word.span.end > doc.text.size() || word.span.begin > word.span.end) std::abort();
    }
    std::string out;
    annot::append_conllu(doc, {}, out);
  }
  return 0;
}
