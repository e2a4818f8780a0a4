@echo off
rem Double-click to open the app (Windows). Sets itself up the first time, with uv or with Python 3.11+.
setlocal
cd /d "%~dp0"

if exist .venv\Scripts\python.exe goto install
where uv >nul 2>nul
if not errorlevel 1 (
    uv venv --quiet --seed --python ">=3.11" .venv
    if errorlevel 1 goto failed
    goto install
)
set PYTHON=
for %%p in (py python python3) do (
    if not defined PYTHON (
        %%p -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set PYTHON=%%p
    )
)
if not defined PYTHON (
    echo This needs Python 3.11 or newer, and none was found: install it from python.org, then double-click again.
    pause
    exit /b 1
)
%PYTHON% -m venv .venv
if errorlevel 1 goto failed

:install
fc /b requirements.txt .venv\installed.txt >nul 2>nul
if errorlevel 1 (
    echo Setting up, a minute or two, once ...
    .venv\Scripts\python.exe -m pip install --quiet --disable-pip-version-check -r requirements.txt
    if errorlevel 1 goto failed
    copy /y requirements.txt .venv\installed.txt >nul
)
echo truefans opens in your browser: http://127.0.0.1:8501 (close this window to stop)
.venv\Scripts\python.exe -m streamlit run server.py
exit /b %errorlevel%

:failed
echo Setting up did not work: look at the lines above, then double-click again.
pause
exit /b 1
