# SPDX-License-Identifier: Apache-2.0
# What `cmake --install build/release --prefix DIR` puts where; docs/guide/library.md says the same to users. Every path is
# relative to DIR, so that the folder can be moved as a whole.
#   bin/kizashi             finds its models and OpenVINO by its own place
#   lib/libkizashi_*.a      include/kizashi      lib/cmake/kizashi      the libraries, for find_package(kizashi)
#   lib/kizashi             the parts of OpenVINO that the program and the libraries use
#   share/kizashi/models    share/doc/kizashi    models; licences
include(CMakePackageConfigHelpers)
set(kizashi_package_dir lib/cmake/kizashi)

# kizashi_install_library(media av_handles.h ...): archive, headers (all but the tests' own and those named), exported target.
function(kizashi_install_library folder)
  set(left_out)
  foreach(header ${ARGN})
    list(APPEND left_out PATTERN "${header}" EXCLUDE)
  endforeach()
  install(DIRECTORY "${CMAKE_SOURCE_DIR}/src/${folder}/" DESTINATION "include/kizashi/${folder}"
    FILES_MATCHING PATTERN "test_*.h" EXCLUDE ${left_out} PATTERN "*.h")
  set_target_properties(kizashi_${folder} PROPERTIES EXPORT_NAME ${folder})
  install(TARGETS kizashi_${folder} EXPORT kizashi ARCHIVE DESTINATION lib)
endfunction()

function(kizashi_install_program target)
  set_target_properties(${target} PROPERTIES INSTALL_RPATH "$ORIGIN/../lib/kizashi")
  install(TARGETS ${target} RUNTIME DESTINATION bin)
endfunction()

# OpenVINO loads the CPU plugin, and a frontend for each format, from its own folder; `ir` reads the cache of compiled models.
function(kizashi_install_openvino)
  foreach(pattern libopenvino.so.* libopenvino_intel_cpu_plugin.so libopenvino_ir_frontend.so.* libopenvino_onnx_frontend.so.*
                  libopenvino_tensorflow_lite_frontend.so.* libtbb.so.* libtbbmalloc.so.*)
    file(GLOB found "${KIZASHI_OPENVINO_DIR}/libs/${pattern}")
    list(LENGTH found count)
    if(NOT count EQUAL 1)
      message(FATAL_ERROR "${count} files like ${pattern} in ${KIZASHI_OPENVINO_DIR}/libs; there must be one")
    endif()
    install(FILES "${found}" DESTINATION lib/kizashi)
  endforeach()
  if(EXISTS "${KIZASHI_OPENVINO_DIR}/licenses")
    install(DIRECTORY "${KIZASHI_OPENVINO_DIR}/licenses/" DESTINATION share/doc/kizashi/openvino)
  endif()
endfunction()

function(kizashi_install_models)
  file(READ "${CMAKE_SOURCE_DIR}/models/manifest.json" manifest)
  string(JSON count LENGTH "${manifest}" models)
  math(EXPR last "${count} - 1")
  foreach(idx RANGE ${last})
    string(JSON file GET "${manifest}" models ${idx} file)
    install(FILES "${KIZASHI_MODEL_DIR}/${file}" DESTINATION share/kizashi/models)
  endforeach()
  install(FILES models/manifest.json DESTINATION share/kizashi/models)
endfunction()

function(kizashi_install_package)
  file(GLOB runtime RELATIVE "${KIZASHI_OPENVINO_DIR}/libs" "${KIZASHI_OPENVINO_DIR}/libs/libopenvino.so.*")
  set(KIZASHI_OPENVINO_LIBRARY "${runtime}")
  configure_package_config_file(cmake/kizashiConfig.cmake.in "${CMAKE_BINARY_DIR}/kizashiConfig.cmake"
    INSTALL_DESTINATION ${kizashi_package_dir} NO_CHECK_REQUIRED_COMPONENTS_MACRO)
  # Before 1.0 a minor version may change the libraries' interface.
  write_basic_package_version_file("${CMAKE_BINARY_DIR}/kizashiConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
  install(FILES "${CMAKE_BINARY_DIR}/kizashiConfig.cmake" "${CMAKE_BINARY_DIR}/kizashiConfigVersion.cmake"
    cmake/kizashi_dependencies.cmake DESTINATION ${kizashi_package_dir})
  install(EXPORT kizashi NAMESPACE kizashi:: FILE kizashiTargets.cmake DESTINATION ${kizashi_package_dir})
endfunction()

function(kizashi_install_rest)
  kizashi_install_openvino()
  kizashi_install_models()
  kizashi_install_package()
  install(FILES LICENSE NOTICE CITATION.cff docs/licences.md DESTINATION share/doc/kizashi)
endfunction()
