// SPDX-License-Identifier: Apache-2.0
#include "cli/temporary_bundle.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace waqai::cli {

TemporaryBundle::TemporaryBundle() {
  const int descriptor = mkstemp(name_);
  if (descriptor >= 0) close(descriptor);
  else name_[0] = '\0';
}

TemporaryBundle::~TemporaryBundle() {
  if (name_[0] != '\0') std::remove(name_);
}

Result<Engine> TemporaryBundle::compile(const std::vector<std::string>& folders, DictionaryBuild& build) {
  if (name_[0] == '\0') return Status::error(3, ErrorKind::kResource, "cannot write a temporary file").at("/tmp");
  Result<DictionaryBuild> made = build_dictionary(folders, name_);
  if (!made) return made.status();
  build = std::move(made).value();
  if (build.errors > 0) return Status::error(50, ErrorKind::kInput, "the dictionaries have errors").hint("`waqai dict check` lists them");
  return Engine::open({name_});
}

}  // namespace waqai::cli
