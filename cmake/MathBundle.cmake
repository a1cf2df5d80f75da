# MathJax and Prism as one script, fetched by npm and bundled by esbuild when the project is first built.
#
# Everything happens in the build folder: node_modules never appears beside the sources, and two build folders do not
# meet. The packages are fetched once for each lockfile, the script is bundled again when our sources change.

find_program(DOWNHILL_NPM npm)
find_program(DOWNHILL_NODE NAMES node nodejs)
mark_as_advanced(DOWNHILL_NPM DOWNHILL_NODE)

# downhill_math_bundle(TARGET) embeds the script in TARGET as :/downhill/markup/math.js.
function(downhill_math_bundle target)
    if(NOT DOWNHILL_NPM OR NOT DOWNHILL_NODE)
        message(FATAL_ERROR
            "Typesetting formulas needs MathJax, which npm fetches when the project is built: "
            "please install Node.js 18 or newer with npm (on Debian and Ubuntu: apt install npm).")
    endif()
    set(source ${CMAKE_SOURCE_DIR}/resources/math)
    set(folder ${CMAKE_BINARY_DIR}/math)
    set(packages ${folder}/packages.stamp)
    set(script ${folder}/math.js)
    file(GLOB parts CONFIGURE_DEPENDS ${source}/src/*.js)

    add_custom_command(OUTPUT ${packages}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
        COMMAND ${CMAKE_COMMAND} -E copy ${source}/package.json ${source}/package-lock.json ${source}/.npmrc ${folder}
        COMMAND ${CMAKE_COMMAND} -E chdir ${folder} ${DOWNHILL_NPM} ci
            --prefer-offline --ignore-scripts --no-audit --no-fund --loglevel=error
        COMMAND ${CMAKE_COMMAND} -E touch ${packages}
        DEPENDS ${source}/package.json ${source}/package-lock.json ${source}/.npmrc
        COMMENT "Fetching MathJax and Prism"
        VERBATIM)
    add_custom_command(OUTPUT ${script}
        COMMAND ${DOWNHILL_NODE} ${source}/build.mjs ${folder} ${script}
        DEPENDS ${packages} ${source}/build.mjs ${parts}
        COMMENT "Bundling MathJax and Prism"
        VERBATIM)

    qt_add_resources(${target} math PREFIX /downhill/markup BASE ${folder} FILES ${script})
endfunction()
