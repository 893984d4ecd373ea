// SPDX-License-Identifier: Apache-2.0
//
// Raw text or words to CoNLL-U, for treebank figures:
//   waqai_ud --weights data/weights/parser.bin --words FILE.conllu     new trees over the words and tags of a treebank
#include <cstdio>
#include <string>

#include "annot/conllu.h"
#include "base/file.h"
#include "syntax/parser.h"

namespace {

constexpr size_t kHeaderBytes = 16;  // of a weights file

int fail(const waqai::Status& status) {
  std::fprintf(stderr, "%s\n", status.to_string().c_str());
  return 3;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace waqai;
  std::string weights, words;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::string(argv[i]) == "--weights") weights = argv[i + 1];
    if (std::string(argv[i]) == "--words") words = argv[i + 1];
  }
  const Result<std::string> file = base::read_file(weights);
  if (!file) return fail(file.status());
  const Result<syntax::Parser> parser = syntax::Parser::from_section(std::string_view(file.value()).substr(kHeaderBytes), weights);
  if (!parser) return fail(parser.status());
  const Result<std::string> bytes = base::read_file(words);
  if (!bytes) return fail(bytes.status());
  annot::Document doc;
  if (Status status = annot::read_conllu({bytes.value(), {}, 1}, doc); !status) return fail(status);
  syntax::Workspace scratch;
  if (Status status = parser.value().annotate(doc, scratch); !status) return fail(status);
  std::string out;
  annot::append_conllu(doc, {}, out);
  std::fwrite(out.data(), 1, out.size(), stdout);
  return 0;
}
