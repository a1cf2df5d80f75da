# What `cmake --install` puts where: the application, the course, and what a desktop shows of both. The command line is
# installed beside its own target. Lessons are found from the executable, in ../share/downhill/lessons.
include(GNUInstallDirs)

install(TARGETS downhill RUNTIME)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/lessons DESTINATION ${CMAKE_INSTALL_DATADIR}/downhill)

set(desktop ${CMAKE_SOURCE_DIR}/resources/desktop/org.downhill.Downhill)
install(FILES ${desktop}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${desktop}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${desktop}.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)

install(FILES ${CMAKE_SOURCE_DIR}/LICENSE ${CMAKE_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
