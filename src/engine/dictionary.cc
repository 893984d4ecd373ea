// SPDX-License-Identifier: Apache-2.0
#include "waqai/dictionary.h"

#include "base/file.h"
#include "lexicon/compile.h"

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

}  // namespace waqai
