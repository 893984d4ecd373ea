// SPDX-License-Identifier: Apache-2.0
// AsNobody: while it lives, a process of root may read and write what anybody may.  Coverage counts and other files are written by root again
// afterwards. Thread rule: one thread of the process runs.
#pragma once

#include <unistd.h>

namespace waqai::testing {

class AsNobody {
 public:
  AsNobody() : changed_(::geteuid() == 0 && ::seteuid(65534) == 0) {}
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;
  ~AsNobody() {
    if (changed_) (void)!::seteuid(0);
  }
  // Whether this user can be kept from reading: nobody, or one who is not root anyway.
  static bool possible() { return ::geteuid() != 0 || AsNobody().changed_; }

 private:
  bool changed_;
};

}  // namespace waqai::testing
