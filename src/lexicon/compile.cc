// SPDX-License-Identifier: Apache-2.0
#include "lexicon/compile.h"

#include "lexicon/actors_compile.h"
#include "lexicon/claims_compile.h"
#include "lexicon/frames_compile.h"
#include "lexicon/phrases_compile.h"
#include "lexicon/stems_compile.h"
#include "lexicon/times_compile.h"
#include "lexicon/weights_compile.h"
#include "lexicon/words_compile.h"

namespace waqai::lexicon {

Result<std::string> compile_bundle(const CompileOptions& options, Findings& findings) {
  Result<SourceSet> sources = SourceSet::load(options.folders, findings);
  if (!sources) return sources.status();
  BundleBuilder builder;
  sources.value().add_sources_section(builder);
  add_phrases(sources.value(), builder, findings);
  add_words(sources.value(), builder, findings);
  if (Status status = add_weights(options.folders, builder, findings); !status) return status;
  add_frames(sources.value(), builder, findings);
  add_actors(sources.value(), builder, findings);
  add_claims(sources.value(), builder, findings);
  add_times(sources.value(), builder, findings);
  add_stems(sources.value(), builder, findings);
  return builder.finish();
}

}  // namespace waqai::lexicon
