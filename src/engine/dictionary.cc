// SPDX-License-Identifier: Apache-2.0
#include "waqai/dictionary.h"

#include "base/file.h"
#include "lexicon/compile.h"
#include "lexicon/frames_lint.h"

namespace waqai {

Result<DictionaryBuild> build_dictionary(const std::vector<std::string>& folders, const std::string& bundle) {
  lexicon::Findings findings;
  Result<std::string> bytes = lexicon::compile_bundle({folders}, findings);
  if (!bytes) return bytes.status();
  DictionaryBuild build;
  for (const lexicon::Finding& finding : findings.all()) build.findings.push_back({finding.is_error, finding.to_string()});
  build.errors = findings.errors();
  build.bundle_bytes = bytes.value().size();
  if (build.errors > 0 || bundle.empty()) return build;
  Status status = base::replace_file(bundle, bytes.value());
  if (!status) return status;
  return build;
}

Result<std::vector<DictionaryFinding>> unused_frames(const std::vector<std::string>& folders, const std::string& records) {
  const Result<std::string> text = base::read_file(records);
  if (!text) return text.status();
  lexicon::Findings ignored;  // the compiler reports them
  const Result<lexicon::SourceSet> sources = lexicon::SourceSet::load(folders, ignored);
  if (!sources) return sources.status();
  lexicon::Findings findings;
  lexicon::lint_unused(lexicon::read_frame_sources(sources.value(), ignored), lexicon::count_frames(text.value()), findings);
  std::vector<DictionaryFinding> found;
  for (const lexicon::Finding& finding : findings.all()) found.push_back({finding.is_error, finding.to_string()});
  return found;
}

}  // namespace waqai
