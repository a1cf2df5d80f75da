<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>downhill::app::ExperimentEditor</name>
    <message numerus="yes">
        <source>The first %n run(s) earn points.</source>
        <translation>
            <numerusform>Only the first run earns points.</numerusform>
            <numerusform>The first %n runs earn points.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>downhill::app::FitView</name>
    <message numerus="yes">
        <source>%n training point(s).</source>
        <translation>
            <numerusform>%n training point.</numerusform>
            <numerusform>%n training points.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>downhill::app::LessonCard</name>
    <message numerus="yes">
        <source>%1 min · %n step(s) · %2</source>
        <translation>
            <numerusform>%1 min · %n step · %2</numerusform>
            <numerusform>%1 min · %n steps · %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>downhill::app::QuestionCard</name>
    <message numerus="yes">
        <source>%n point(s)</source>
        <translation>
            <numerusform>%n point</numerusform>
            <numerusform>%n points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) left that earn points.</source>
        <translation>
            <numerusform>%n run left that earns points.</numerusform>
            <numerusform>%n runs left that earn points.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n try(s) left before the right answer is shown.</source>
        <translation>
            <numerusform>%n try left before the right answer is shown.</numerusform>
            <numerusform>%n tries left before the right answer is shown.</numerusform>
        </translation>
    </message>
</context>
</TS>
