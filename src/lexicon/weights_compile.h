// SPDX-License-Identifier: Apache-2.0
//
// Weights of learned stages: every weights/NAME.bin of a data folder becomes the section NAME of the bundle.  A file is a 16-byte header
// ("WAQAIWGT", u32 version, u32 zero) and the bytes of the section, as SectionWriter lays them out; the training programs write it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lexicon/source.h"

namespace waqai::lexicon {

// A whole weights file around `section`.
std::string weights_file(uint32_t version, std::string_view section);

// Adds the weights of all `folders`, in the order of their names; of two files with one name the later folder's wins.  A folder without
// weights/ adds nothing.  A file without the header, or with a name of more than 20 bytes, is a finding.  Fails where a file cannot be read.
Status add_weights(const std::vector<std::string>& folders, BundleBuilder& builder, Findings& findings);

}  // namespace waqai::lexicon
