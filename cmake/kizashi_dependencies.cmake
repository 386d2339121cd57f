# SPDX-License-Identifier: Apache-2.0
# Third-party libraries, each as one imported target, so that a folder's CMakeLists names exactly what it touches.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(Eigen3 REQUIRED NO_MODULE)
find_package(nlohmann_json REQUIRED)
find_package(GTest REQUIRED)
pkg_check_modules(libsodium REQUIRED IMPORTED_TARGET GLOBAL libsodium)
pkg_check_modules(libav REQUIRED IMPORTED_TARGET GLOBAL libavformat libavcodec libavutil libswscale libswresample)

# Debian ships OpenCV's package file only with the full libopencv-dev, which pulls in two hundred packages.
find_path(KIZASHI_OPENCV_INCLUDE opencv2/core.hpp PATH_SUFFIXES opencv4 REQUIRED)
foreach(module core imgproc calib3d)
  find_library(KIZASHI_OPENCV_${module} opencv_${module} REQUIRED)
  add_library(opencv::${module} SHARED IMPORTED GLOBAL)
  set_target_properties(opencv::${module} PROPERTIES
    IMPORTED_LOCATION "${KIZASHI_OPENCV_${module}}" INTERFACE_INCLUDE_DIRECTORIES "${KIZASHI_OPENCV_INCLUDE}")
endforeach()
find_path(KIZASHI_CLI11_INCLUDE CLI/CLI.hpp REQUIRED)
add_library(CLI11::CLI11 INTERFACE IMPORTED GLOBAL)
set_target_properties(CLI11::CLI11 PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${KIZASHI_CLI11_INCLUDE}")

if(NOT EXISTS "${KIZASHI_OPENVINO_DIR}/cmake/OpenVINOConfig.cmake")
  message(FATAL_ERROR "no OpenVINO SDK in ${KIZASHI_OPENVINO_DIR}; scripts/setup fetches it")
endif()
find_package(OpenVINO REQUIRED COMPONENTS Runtime PATHS "${KIZASHI_OPENVINO_DIR}/cmake" NO_DEFAULT_PATH)
