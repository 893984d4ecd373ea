// SPDX-License-Identifier: Apache-2.0
//
// CoNLL-U (universaldependencies.org/format.html): the text, word and tree layers of a document as lines, and lines back to a document, so
// that coding can use the trees of another parser.  Pure functions; robust to any bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "annot/document.h"
#include "waqai/types/status.h"

namespace waqai::annot {

struct ConlluOptions {
  std::string_view sent_id_prefix = "s";  // sentence ids are prefix, then 1, 2, ...
  bool gloss = false;                     // MISC gets Gloss=, where the word has one
};

// Appends the sentences of `doc`: `# sent_id`, `# text`, `# newpar` where a paragraph starts, `# kind` for titles and teasers, a range line
// for a token of several words, SpaceAfter=No.  Words without arcs (no tree layer) get "_" as head and relation.  FORM of a range is
// the surface.  O(words).
void append_conllu(const Document& doc, const ConlluOptions& options, std::string& out);

// One `# newdoc` part of a file.
struct ConlluPart {
  std::string_view bytes;
  std::string_view id;  // of `# newdoc id = `; may be empty
  uint32_t first_line = 1;
};

// The parts of a file in order; what stands before the first `# newdoc` is a part of its own unless it is empty.  O(bytes).
std::vector<ConlluPart> split_conllu(std::string_view bytes);

// Resets `doc` and fills text, sentences, tokens, words and arcs.  The text is put together from FORM and SpaceAfter; sentences are
// separated by a space, paragraphs (`# newpar`) by a newline.  Tokens are ranges, and also rows without space between them that are
// both Arabic words, as some treebanks write clitics.  Ids without tree (heads all "_") leave the arcs empty, for the parser to fill.
// kBadConllu with "line N" as its place: wrong number of columns, ids out of order, a head out of the sentence, no tree (two roots,
// a cycle), broken UTF-8, control characters in a form.  `doc` is then empty.  Unknown tags read as X, unknown relations as dep.
Status read_conllu(const ConlluPart& part, Document& doc);

}  // namespace waqai::annot
