// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a bundle: refused with a code, or every section can be read without leaving it.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "lexicon/actors.h"
#include "lexicon/bundle.h"
#include "lexicon/phrases.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waqai;
  const int descriptor = ::memfd_create("bundle", 0);
  if (descriptor < 0 || ::write(descriptor, data, size) != static_cast<ssize_t>(size)) std::abort();
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open("/proc/self/fd/" + std::to_string(descriptor));
  if (bundle) {
    (void)bundle.value().verify();
    (void)lexicon::read_phrases(bundle.value());
    (void)lexicon::ActorsView::open(bundle.value());
  }
  ::close(descriptor);
  return 0;
}
