// SPDX-License-Identifier: Apache-2.0
//
// Trees for the parser to learn from: those of a treebank, over the treebank's own words and tags or over the tagger's, which is what the
// parser sees when it works.
#pragma once

#include <string>
#include <vector>

#include "morphology/tagger.h"
#include "syntax/atoms.h"

namespace waqai::train {

// A sentence with its tree, heads made projective.
struct Instance {
  syntax::Sentence sentence;
  std::vector<uint32_t> heads;  // Tree::kRootHead for the root
  std::vector<annot::Relation> relations;
  std::vector<uint32_t> true_heads;  // before arcs were lifted
};

// The sentences of a CoNLL-U file as they are.
Result<std::vector<Instance>> read_instances(const std::string& path, const syntax::Valency& valency);

// The document of a CoNLL-U file with the words and tags of the tagger over the tokens of the file, and the trees carried over.
Result<annot::Document> retagged_document(const std::string& path, const morphology::Tagger& tagger);

// The same with the words and tags of the tagger over the tokens of the file; the tree is carried over by what words cover.  Sentences whose
// tree does not survive are left out.  `valency` must outlive the instances.
Result<std::vector<Instance>> read_retagged(const std::string& path, const morphology::Tagger& tagger, const syntax::Valency& valency);

}  // namespace waqai::train
