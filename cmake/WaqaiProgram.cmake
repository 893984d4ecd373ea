# The program, the bundle it reads, and the library it opens at run time.  src/cli is linked against the public door alone; the program
# brings the engine behind it.
target_compile_definitions(waqai_engine PRIVATE WAQAI_VERSION="${PROJECT_VERSION}")
add_executable(waqai src/cli/waqai_main.cc)
target_link_libraries(waqai PRIVATE waqai_cli waqai_serve waqai_engine)
set_target_properties(waqai PROPERTIES BUILD_RPATH "$ORIGIN;${WAQAI_DUCKDB_DIR}" INSTALL_RPATH "$ORIGIN/../lib")

file(GLOB_RECURSE dictionary_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/data/*.tsv ${CMAKE_SOURCE_DIR}/data/*.frames ${CMAKE_SOURCE_DIR}/data/weights/*.bin)
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/waqai.bundle
  COMMAND waqai dict build --data ${CMAKE_SOURCE_DIR}/data --output ${CMAKE_BINARY_DIR}/waqai.bundle
  DEPENDS waqai ${dictionary_sources} COMMENT "compiling the dictionaries")
add_custom_target(bundle ALL DEPENDS ${CMAKE_BINARY_DIR}/waqai.bundle)
