// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a line of gold: a rejection with a code, or an article.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "evaluate/coded.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waqai;
  const Result<evaluate::ScoredArticle> article = evaluate::read_coded({reinterpret_cast<const char*>(data), size});
  if (!article && (article.status().code() == 0 || article.status().kind() != ErrorKind::kRejected)) std::abort();
  return 0;
}
