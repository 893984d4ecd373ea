// SPDX-License-Identifier: Apache-2.0
//
// The program `waqai`.
#include "cli/command.h"

int main(int argc, char** argv) { return waqai::cli::run_program({argv + 1, argv + argc}); }
