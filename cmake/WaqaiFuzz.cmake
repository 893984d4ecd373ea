# libFuzzer targets (preset fuzz, clang): tests/fuzz/<module>/<name>_fuzz.cc is linked against waqai_<module>.
# The module is part of the target's name: two modules may each have a segment.
if(WAQAI_FUZZ)
  file(GLOB fuzz_sources CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/tests/fuzz ${CMAKE_SOURCE_DIR}/tests/fuzz/*/*_fuzz.cc)
  foreach(source ${fuzz_sources})
    get_filename_component(module ${source} DIRECTORY)
    get_filename_component(name ${source} NAME_WE)
    set(name ${module}_${name})
    add_executable(${name} ${CMAKE_SOURCE_DIR}/tests/fuzz/${source})
    target_link_libraries(${name} PRIVATE waqai_${module})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz)
  endforeach()
endif()
