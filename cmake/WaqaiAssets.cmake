# The built web app (web/dist) inside the program: one source file that takes the bytes in with .incbin.  web/dist is committed, so Node is needed only
# to change it (web/README.md).
file(GLOB_RECURSE asset_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/dist/*)
list(SORT asset_files)
# The measured figures, which the screen of quality shows.
list(APPEND asset_files ${CMAKE_SOURCE_DIR}/docs/SCOREBOARD.md)
set(asset_code "// SPDX-License-Identifier: Apache-2.0\n// Made by cmake/WaqaiAssets.cmake.\n#include \"serve/assets.h\"\n\n")
set(asset_rows "")
set(asset_number 0)
foreach(asset ${asset_files})
  file(RELATIVE_PATH asset_name ${CMAKE_SOURCE_DIR}/web/dist ${asset})
  string(REPLACE "../../docs/SCOREBOARD.md" "scoreboard.md" asset_name "${asset_name}")
  string(APPEND asset_code
    "asm(\".section .rodata\\n.balign 16\\nwaqai_asset_${asset_number}:\\n.incbin \\\"${asset}\\\"\\nwaqai_asset_${asset_number}_end:\\n.byte 0\\n.previous\\n"
    ".global waqai_asset_${asset_number}\\n.global waqai_asset_${asset_number}_end\\n\");\n"
    "extern \"C\" const char waqai_asset_${asset_number}[];\nextern \"C\" const char waqai_asset_${asset_number}_end[];\n")
  string(APPEND asset_rows "    {\"/${asset_name}\", waqai_asset_${asset_number}, waqai_asset_${asset_number}_end},\n")
  math(EXPR asset_number "${asset_number} + 1")
endforeach()
string(APPEND asset_code "\nnamespace waqai::serve {\n\nconst EmbeddedFile kEmbeddedFiles[] = {\n${asset_rows}    {nullptr, nullptr, nullptr}};\n\n}  // namespace waqai::serve\n")
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/embedded_files.cc CONTENT "${asset_code}" @ONLY)
set_source_files_properties(${CMAKE_BINARY_DIR}/generated/embedded_files.cc PROPERTIES OBJECT_DEPENDS "${asset_files}")
target_sources(waqai_serve PRIVATE ${CMAKE_BINARY_DIR}/generated/embedded_files.cc)

# The words by which pledges are followed, inside waqai_archive: they are no part of the bundle, without which an archive is read.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/data/pledges/words.txt)
file(READ ${CMAKE_SOURCE_DIR}/data/pledges/words.txt promise_table)
string(CONCAT promise_code "// SPDX-License-Identifier: Apache-2.0\n// Made by cmake/WaqaiAssets.cmake.\nnamespace waqai::archive {\n\n"
  "extern const char kPromiseTable[];\nconst char kPromiseTable[] = R\"table(${promise_table})table\";\n\n}  // namespace waqai::archive\n")
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/promise_table.cc CONTENT "${promise_code}" @ONLY)
target_sources(waqai_archive PRIVATE ${CMAKE_BINARY_DIR}/generated/promise_table.cc)
