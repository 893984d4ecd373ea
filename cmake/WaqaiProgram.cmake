# The program, the bundle it reads, and the library it opens at run time.  src/cli is linked against the public door alone; the program
# brings the engine behind it.
target_compile_definitions(waqai_engine PRIVATE WAQAI_VERSION="${PROJECT_VERSION}")
add_executable(waqai src/cli/waqai_main.cc)
target_link_libraries(waqai PRIVATE waqai_cli waqai_serve waqai_engine)
# The older kind of search path, which libraries of libraries (libbrotlicommon) are found by, too.
target_link_options(waqai PRIVATE -Wl,--disable-new-dtags)
set_target_properties(waqai PROPERTIES BUILD_RPATH "$ORIGIN;${WAQAI_DUCKDB_DIR}" INSTALL_RPATH "$ORIGIN/../lib/waqai")

file(GLOB_RECURSE dictionary_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/data/*.tsv ${CMAKE_SOURCE_DIR}/data/*.frames ${CMAKE_SOURCE_DIR}/data/weights/*.bin)
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/waqai.bundle
  COMMAND waqai dict build --data ${CMAKE_SOURCE_DIR}/data --output ${CMAKE_BINARY_DIR}/waqai.bundle
  DEPENDS waqai ${dictionary_sources} COMMENT "compiling the dictionaries")
# For tools/build_package.py, which adds the libraries that a bare system lacks.
install(TARGETS waqai RUNTIME DESTINATION bin COMPONENT program)
install(FILES ${CMAKE_BINARY_DIR}/waqai.bundle DESTINATION share/waqai COMPONENT program)
add_custom_target(bundle ALL DEPENDS ${CMAKE_BINARY_DIR}/waqai.bundle)

# The C interface as a shared library (include/waqai/capi.h), for the Python package (python/, tools/build_wheel.py).  Only waqai_* is visible.
file(WRITE ${CMAKE_BINARY_DIR}/capi.map "{ global: waqai_*; local: *; };\n")
file(GLOB capi_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/capi/*.cc)
list(FILTER capi_sources EXCLUDE REGEX "_test\\.cc$")
add_library(waqai_shared SHARED ${capi_sources})
target_link_libraries(waqai_shared PRIVATE waqai_flags waqai_engine)
target_link_options(waqai_shared PRIVATE -Wl,--disable-new-dtags -Wl,--version-script=${CMAKE_BINARY_DIR}/capi.map)
set_target_properties(waqai_shared PROPERTIES OUTPUT_NAME waqai BUILD_RPATH "$ORIGIN;${WAQAI_DUCKDB_DIR}" INSTALL_RPATH "$ORIGIN")
